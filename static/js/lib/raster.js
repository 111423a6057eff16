// An SVG as pixels. As an image it may load nothing, so it takes the fonts of the page along.

const SHARP = 2;

/** The rules that name font files, also those in style sheets that another one imports. */
function* faces(sheets) {
  for (const sheet of sheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSFontFaceRule) yield rule;
      else if (rule.styleSheet) yield* faces([rule.styleSheet]);
    }
  }
}

/** Whether the page has shown letters of this face: no other one is wanted. */
function inUse({ style }) {
  const same = (face) => ["weight", "style"].every((name) => face[name] === style.getPropertyValue(`font-${name}`));
  return [...document.fonts].some((face) => face.status === "loaded" && same(face));
}

async function asData(address) {
  const reader = new FileReader();
  reader.readAsDataURL(await (await fetch(address)).blob());
  await new Promise((done) => reader.addEventListener("load", done, { once: true }));
  return reader.result;
}

async function embedded(rule) {
  const [, file] = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/);
  const data = await asData(new URL(file, rule.parentStyleSheet.href));
  const words = ["font-family", "font-weight", "font-style"].map((name) => `${name}:${rule.style.getPropertyValue(name)}`);
  return `@font-face{${words.join(";")};src:url(${data})}`;
}

let kept;

/** Read once for all pictures of the page. */
function fonts() {
  kept ??= Promise.all([...faces(document.styleSheets)].filter(inUse).map(embedded));
  return kept;
}

/** A PNG, twice as sharp as its size says. */
export async function raster({ text, width, height }) {
  // As a text: a document made of it here would be held to the policy of the page, which has no styles within.
  const whole = text.replace(/^<svg[^>]*>/, `$&<style>${(await fonts()).join("")}</style>`);
  const image = new Image(width * SHARP, height * SHARP);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(whole)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, image.width, image.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
