// Shown when the server asks who we are. A link may bring the token in its fragment, which no server ever sees.
import { html, useEffect, useRef, useState } from "./lib.js";
import { go } from "./router.js";
import { send } from "./store.js";

export function SignIn({ onEntered }) {
  const [problem, change] = useState(null);
  const [busy, work] = useState(false);
  const token = useRef(null);
  const enter = async (text) => {
    work(true);
    try {
      await send("/session", { token: text });
      onEntered();
      go(location.hash, { replace: true });
    } catch (failed) {
      change(failed);
      work(false);
    }
  };
  useEffect(() => {
    document.title = "Sign in · Willingly";
    const given = /^#token=(.+)$/.exec(location.hash);
    if (given) {
      // Out of the address and the browser's history before anything else.
      history.replaceState(null, "", "#/live");
      enter(decodeURIComponent(given[1]));
    } else token.current.focus();
  }, []);
  return html`
    <main class="sign-in" id="main">
      <h1>Willingly</h1>
      <p>Were your customers happy to pay?</p>
      <form
        onSubmit=${(event) => {
          event.preventDefault();
          enter(token.current.value.trim());
        }}
      >
        <label for="token">Access token</label>
        <input
          id="token"
          ref=${token}
          type="password"
          autocomplete="current-password"
          required
          aria-describedby="token-note"
        />
        <p id="token-note" class="note">Your data team gives you one; it says whose numbers you may see.</p>
        <button type="submit" class="button strong" disabled=${busy}>Sign in</button>
      </form>
      <div role="alert">
        ${problem && html`<p class="problem">${problem.status === 401 ? "This token is not known, or has ended." : problem.message}</p>`}
      </div>
    </main>
  `;
}
