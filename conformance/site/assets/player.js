// The tutorial as it was recorded: eight steps, what each changed, and what if it goes wrong.
"use strict";

(() => {
  const { element } = book;
  const section = document.getElementById("player");
  const { recording, pitfalls, golden } = JSON.parse(document.getElementById("recording").textContent);
  const { steps } = recording;
  const stage = section.querySelector(".stage");

  /** Where the reader is: a step, perhaps a pitfall from there, and an act of either. */
  const at = { step: 1, pitfall: null, act: null };
  const track = () => (at.pitfall ? recording.pitfalls[at.pitfall][at.step] : steps[at.step - 1]);
  const acts = () => track().acts;
  const nothing = { branch: "main", tables: {}, backups: { columns: [], rows: [] }, files: {} };

  /** Everything that was done up to a place, in order. */
  const done = () => {
    const before = steps.slice(0, at.pitfall ? at.step : at.step - 1).flatMap((step) => step.acts);
    return [...before, ...acts().slice(0, (at.act ?? acts().length - 1) + 1)];
  };
  const moments = () => {
    const all = done();
    const back = at.act === null ? acts().length : 1;
    return [all[all.length - 1 - back]?.after ?? nothing, all.at(-1).after];
  };

  const cell = (value, changed) =>
    element("td", { class: [value === null ? "null" : "", changed ? "changed" : ""].join(" ").trim() || null }, value ?? "null");
  const table = (columns, rows) => element("div", { class: "scrolls", tabindex: "0" }, element("table", { class: "rows" },
    element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows)));

  /** A table with what is new, otherwise and gone, told by its first column. */
  const compared = (before, after) => {
    if (after.code) return element("p", {}, "There is no table products.");
    const old = new Map((before?.rows ?? []).map((row) => [row[0], row]));
    const kept = new Set(after.rows.map((row) => row[0]));
    const rows = after.rows.map((row) => {
      const was = old.get(row[0]);
      return element("tr", { class: was ? null : "new" }, ...row.map((value, n) => cell(value, was && was[n] !== value)));
    });
    for (const [key, row] of old) {
      if (!kept.has(key)) rows.push(element("tr", { class: "gone" }, ...row.map((value) => cell(value, false))));
    }
    return table(after.columns, rows);
  };

  const files = (before, after) => {
    const most = Math.max(...Object.values(after.files), 1);
    return element("ul", { class: "files" }, ...Object.entries(after.files).map(([name, size]) =>
      element("li", {}, element("span", {}, golden[name] && after.files[name] === recording.steps.at(-1).acts.at(-1).after.files[name]
        ? element("a", { href: book.root + golden[name], title: "Byte by byte" }, name) : name),
        element("span", { class: `size${name in before.files ? "" : " new"}`, style: `width:${(100 * size) / most}%` }),
        element("span", {}, `${size} bytes`))));
  };

  const answered = ({ answer, act }) => {
    if (answer.code) {
      return element("p", { class: "refusal" }, element("a", { class: "id error", href: `${book.root}errors/${answer.code}.html`, "data-id": answer.code }, answer.code), ` ${answer.message}`);
    }
    if (!answer.columns.length) return element("p", { class: "answer-line" }, /^somebody/.test(act) ? "" : "done");
    return table(answer.columns, answer.rows.map((row) => element("tr", {}, ...row.map((value) => cell(value, false)))));
  };

  const go = (change) => {
    const focus = document.activeElement?.dataset?.go;
    Object.assign(at, change);
    draw();
    if (focus) stage.querySelector(`[data-go="${focus}"]:not(:disabled)`)?.focus();
    const place = `#step-${at.step}${at.pitfall ? `:${at.pitfall}` : ""}`;
    try {
      history.replaceState(null, "", place);
    } catch {
      // some browsers do not let a page from a disk say where it is
    }
  };
  const last = () => acts().length - 1;
  const forward = () => {
    if (at.pitfall) return at.act < last() ? go({ act: at.act + 1 }) : undefined;
    return at.step < steps.length ? go({ step: at.step + 1, act: null }) : undefined;
  };
  const back = () => {
    if (at.pitfall) return at.act > 0 ? go({ act: at.act - 1 }) : go({ pitfall: null, act: null });
    return at.step > 1 ? go({ step: at.step - 1, act: null }) : undefined;
  };

  const stepBar = () => element("div", { class: "step-bar", role: "group", "aria-label": "Steps" }, ...steps.map((step, n) =>
    element("button", {
      type: "button", "data-go": `step${n + 1}`, "aria-current": at.step === n + 1 ? "step" : null,
      onclick: () => go({ step: n + 1, pitfall: null, act: null }),
    }, element("b", {}, `${n + 1}`), element("span", {}, step.title))));

  const actList = () => element("ol", { class: "acts" }, ...acts().map((one, n) =>
    element("li", { class: at.pitfall && n > at.act ? "later" : null }, element("button", {
      type: "button", "data-go": `act${n}`, class: one.deed ? "deed" : null,
      "aria-current": n === (at.act ?? last()) ? "true" : null,
      onclick: () => go({ act: n }),
    }, one.deed ? one.act : `${one.act};`))));

  const whatIf = () => {
    const about = at.pitfall && pitfalls[at.pitfall];
    const told = about && element("p", {});
    if (told) {
      told.innerHTML = about.links;
      told.prepend(`${about.says} `);
    }
    return element("div", { class: "what-if" },
      element("fieldset", {}, element("legend", {}, "What if"), ...Object.entries(pitfalls).map(([name, one]) =>
        element("button", {
          type: "button", "data-go": name, "aria-pressed": String(at.pitfall === name),
          class: at.step < one.since ? "ahead" : null, title: at.step < one.since ? `Goes on to step ${one.since}, from which it can happen` : null,
          onclick: () => go(at.pitfall === name ? { pitfall: null, act: null } : { step: Math.max(at.step, one.since), pitfall: name, act: 0 }),
        }, one.question))),
      told || element("p", {}, "Each plays one of the source's five pitfalls from where you are."));
  };

  const draw = () => {
    const [before, after] = moments();
    const shown = acts()[at.act ?? last()];
    const restored = book.restoredTo(done());
    const left = element("div", {},
      element("h3", {}, at.pitfall ? `What if ${track().title}` : `Step ${at.step}: ${track().title}`),
      actList(),
      element("h4", {}, "answer"), answered(shown),
      element("div", { class: "move" },
        element("button", { type: "button", "data-go": "back", onclick: back, disabled: at.step === 1 && !at.pitfall }, "← back"),
        element("button", { type: "button", "data-go": "next", onclick: forward, disabled: at.pitfall ? at.act === last() : at.step === steps.length }, "next →"),
        element("span", {}, at.pitfall ? `${at.act + 1} of ${acts().length}` : "")));
    const tables = Object.entries(after.tables).map(([branch, rows]) =>
      element("div", {}, element("h4", {}, `products on ${branch}`), compared(before.tables[branch], rows)));
    const right = element("div", { "aria-live": "polite" },
      element("div", { class: "branches-row" }, ...tables),
      element("h4", {}, "the backups"),
      after.backups.rows.length ? element("div", { class: "scrolls", tabindex: "0" }, book.chain(after, restored)) : element("p", { class: "answer-line" }, "none yet"),
      element("h4", {}, "the files"),
      Object.keys(after.files).length ? files(before, after) : element("p", { class: "answer-line" }, "none yet"));
    stage.replaceChildren(stepBar(), element("div", { class: "stage-panes" }, left, right), whatIf());
  };

  const arrive = () => {
    const found = /^#step-(\d)(?::(\w+))?$/.exec(decodeURIComponent(location.hash));
    if (!found || !steps[found[1] - 1]) return;
    const pitfall = recording.pitfalls[found[2]]?.[found[1]] ? found[2] : null;
    Object.assign(at, { step: Number(found[1]), pitfall, act: pitfall ? 0 : null });
    draw();
    stage.scrollIntoView({ block: "nearest" });
  };

  section.querySelector(".told").hidden = true;
  stage.hidden = false;
  draw();
  arrive();
  addEventListener("hashchange", arrive);
})();
