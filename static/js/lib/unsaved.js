// Is anything on this page not yet with the server? Nobody may be taken away from it then.

const sources = new Set();

/** Register a function that says whether its part of the page has something unsaved. */
export function watchUnsaved(isUnsaved) {
  sources.add(isUnsaved);
}

/** True while an autosaving form has open changes or somebody has typed into another form. */
export function anythingUnsaved() {
  return [...sources].some((isUnsaved) => isUnsaved()) || typedSomewhere();
}

function typedSomewhere() {
  const typed = document.querySelectorAll(
    "form:not([data-autosave]) :is(input[type=text], input[type=search], input[type=number], input:not([type]), textarea)",
  );
  return [...typed].some((control) => control.value !== control.defaultValue);
}
