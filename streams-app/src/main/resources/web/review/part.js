// A part of the review, with a place to go to and the files of exactly what it shows.
import { html } from "../lib.js";
import { Boundary, Export, Section } from "../ui.js";

/**
 * Its files are those of `path`, or of several `files`, [of what, path]. Nothing where the server says that this viewer may not see it: `of` is the answer it shows.
 */
export function Part({ name, title, note, path, files = path ? [[null, path]] : [], actions, of, children }) {
  if (of?.problem?.status === 403) return null;
  return html`<div class="part-of-page" id=${`part-${name}`}>
    <${Section}
      title=${title}
      note=${note}
      of=${of}
      actions=${html`${actions}${files.map(([which, each]) => html`<${Export} path=${each} of=${which} name=${["willingly", name, which].filter(Boolean).join("-").replaceAll(" ", "-")} />`)}`}
    >
      <${Boundary} of=${files.map(([, each]) => each).join()}>${children}<//>
    <//>
  </div>`;
}
