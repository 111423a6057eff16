// The scripts' sentences come translated with the page (templates/live/texts.html).

/** The sentence `key` (camelCase) with {values} filled in; "" where the page has none. */
export function text(key, values = {}) {
  const sentence = document.getElementById("texts")?.dataset[key] ?? "";
  return fill(sentence, values);
}

/** Replaces {name} by values.name; unknown names stay. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** "10:47" in the language of the page. */
export function clockTime(date = new Date()) {
  const { lang } = document.documentElement;
  return date.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
