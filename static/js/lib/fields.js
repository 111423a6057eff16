// Reading and writing the controls of a form by name; a value is always a list of texts.

/** A name for one command. crypto.randomUUID exists on https alone; halls often have plain http. */
export function newRequestId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Server values as lists of texts: "a" → ["a"], null → [""], ["a", 1] → ["a", "1"]. */
export function asList(value) {
  if (Array.isArray(value)) return value.length ? value.map(String) : [""];
  if (value === true) return ["on"];
  return [value === null || value === undefined || value === false ? "" : String(value)];
}

export function sameValues(a, b) {
  return a.length === b.length && [...a].sort().join("\n") === [...b].sort().join("\n");
}

const HOUSEKEEPING = new Set(["csrfmiddlewaretoken", "round", "revision", "request_id", "boxes"]);

export class Fields {
  constructor(form) {
    this.form = form;
  }

  names() {
    const names = [...this.form.elements].map((control) => control.name);
    return [...new Set(names)].filter((name) => name && !HOUSEKEEPING.has(name));
  }

  controls(name) {
    return [...this.form.elements].filter((control) => control.name === name);
  }

  read(name) {
    const values = this.controls(name).flatMap((control) => {
      if (control.type === "checkbox" || control.type === "radio") {
        return control.checked ? [control.value] : [];
      }
      if (control.type === "select-multiple") {
        return [...control.selectedOptions].map((option) => option.value);
      }
      return [control.value];
    });
    return values.length ? values : [""];
  }

  /** As the server wrote the field, whatever has been chosen or typed since. */
  rendered(name) {
    const values = this.controls(name).flatMap((control) => {
      if (control.type === "checkbox" || control.type === "radio") {
        return control.defaultChecked ? [control.value] : [];
      }
      if (!control.options) return [control.defaultValue];
      const chosen = [...control.options].filter((option) => option.defaultSelected);
      // Of several choices none may be taken; a single one shows its first.
      if (!chosen.length && control.type === "select-one") chosen.push(control.options[0]);
      return chosen.map((option) => option?.value ?? "");
    });
    return values.length ? values : [""];
  }

  write(name, values) {
    for (const control of this.controls(name)) {
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = values.includes(control.value);
      } else if (control.type === "select-multiple") {
        for (const option of control.options) option.selected = values.includes(option.value);
      } else if (control.value !== values[0]) {
        control.value = values[0];
      }
    }
  }

  /** The block around a field: [data-field], with places for errors and questions. */
  block(name) {
    const own = this.controls(name)[0]?.closest("[data-field]");
    return own ?? this.form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  }

  label(name) {
    return this.block(name)?.dataset.label ?? name;
  }

  /** True while somebody is in one of the field's controls. */
  hasFocus(name) {
    return this.controls(name).includes(document.activeElement);
  }

  /** The text control of this field that the cursor stands in, or null. */
  typingIn(name) {
    const typed = !["radio", "checkbox"].includes(document.activeElement?.type);
    return typed && this.hasFocus(name) ? document.activeElement : null;
  }
}
