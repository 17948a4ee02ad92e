// A part of the review, with a place to go to and the files of exactly what it shows.
import { html } from "../lib.js";
import { Boundary, Export, Section } from "../ui.js";

/** Nothing where the server says that this viewer may not see it: `of` is the answer it shows. */
export function Part({ name, title, note, path, actions, of, children }) {
  if (of?.problem?.status === 403) return null;
  return html`<div class="part-of-page" id=${`part-${name}`}>
    <${Section}
      title=${title}
      note=${note}
      of=${of}
      actions=${html`${actions}${path && html`<${Export} path=${path} name=${`willingly-${name}`} />`}`}
    >
      <${Boundary} of=${path}>${children}<//>
    <//>
  </div>`;
}
