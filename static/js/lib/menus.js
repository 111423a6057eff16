// Menus that are details: they close with Escape, with a click elsewhere, and when one tabs on.

const MENUS = "details.ps-more";

function close(menu, { focus = false } = {}) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

/** Listens on the whole page: live regions replace the menus themselves. */
export function watchMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(`${MENUS}[open]`)) {
      close(menu, { focus: menu.contains(document.activeElement) });
    }
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      for (const menu of document.querySelectorAll(`${MENUS}[open]`)) if (!menu.contains(target)) close(menu);
    });
  }
}
