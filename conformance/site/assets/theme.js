// Before anything is drawn: the theme that was chosen last, if one was.
"use strict";
try {
  const chosen = localStorage.getItem("helios-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // a page that is opened from a disk may have no storage
}
