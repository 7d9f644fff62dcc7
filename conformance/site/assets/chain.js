// Backups as a drawing: files from left to right, links to parents, branches by what they hold.
"use strict";

(() => {
  const WIDTH = 132;
  const HEIGHT = 44;
  const GAP = 34;
  const LEFT = 10;
  const TOP = 34;

  const svg = (name, attributes = {}, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const text = (x, y, said, kind = "") => svg("text", { x, y, class: kind }, said);

  /** The backups of a moment as records with the names of their columns. */
  book.backupsOf = ({ backups }) =>
    backups.rows.map((row) => Object.fromEntries(row.map((cell, at) => [backups.columns[at], cell])));

  /** Which backup each branch was restored from last, told by the acts so far. */
  book.restoredTo = (acts) => {
    const restored = {};
    for (const { answer } of acts) {
      const [row] = answer.rows;
      if (row?.[0] === "RESTORE") restored[row[5]] = row[1];
    }
    return restored;
  };

  const said = (backups, files, restored) => [
    ...backups.map((one) => {
      const name = one.path.split("/").pop();
      const parent = one.parent_id ? `, of ${one.parent_id}` : "";
      return `${one.backup_type} ${one.backup_id}${parent}, ${one.size_bytes} bytes${name in files ? "" : ", its file is gone"}`;
    }),
    ...Object.entries(restored).map(([branch, id]) => `branch ${branch} was restored from ${id}`),
  ].join("; ") || "no backup yet";

  /** The drawing of a moment: its backups, and the branches that were restored. */
  book.chain = (moment, restored) => {
    const backups = book.backupsOf(moment);
    const branches = Object.entries(restored);
    const place = new Map(backups.map((one, at) => [one.backup_id, LEFT + at * (WIDTH + GAP)]));
    const width = Math.max(LEFT + backups.length * (WIDTH + GAP), 200);
    const under = TOP + HEIGHT + 24;
    const height = under + branches.length * 34 + 6;
    const drawn = svg("svg", {
      class: "chain", role: "img", "aria-label": said(backups, moment.files, restored),
      width, height, viewBox: `0 0 ${width} ${height}`,
    });
    for (const one of backups) {
      const x = place.get(one.backup_id);
      const from = place.get(one.parent_id);
      if (from !== undefined) {
        const [start, end] = [from + WIDTH / 2, x + WIDTH / 2];
        drawn.append(svg("path", { d: `M${end} ${TOP} C${end} ${TOP - 30} ${start} ${TOP - 30} ${start} ${TOP}` }));
      }
    }
    for (const one of backups) {
      const x = place.get(one.backup_id);
      const name = one.path.split("/").pop();
      const lost = !(name in moment.files);
      const middle = x + WIDTH / 2;
      drawn.append(svg("g", { class: `${one.backup_type}${lost ? " lost" : ""}` },
        svg("rect", { x, y: TOP, width: WIDTH, height: HEIGHT, rx: 5 }),
        text(middle, TOP + 19, name, "inside"),
        text(middle, TOP + 35, lost ? "its file is gone" : `${one.key_count} keys, ${one.size_bytes} bytes`, "inside"),
        text(middle, TOP + HEIGHT + 15, one.backup_id, "under")));
    }
    branches.forEach(([branch, id], at) => {
      const y = under + 8 + at * 34;
      const x = (place.get(id) ?? LEFT) + WIDTH / 2;
      drawn.append(svg("g", { class: "branch-mark" },
        svg("path", { class: "from", d: `M${x} ${TOP + HEIGHT + 20} V${y}` }),
        svg("rect", { x: x - 60, y, width: 120, height: 24, rx: 12 }),
        text(x, y + 16, branch)));
    });
    return drawn;
  };
})();
