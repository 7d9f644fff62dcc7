// What levels 0 and 1 of a reader find wrong in a .hldb file, in the order of chapter 03. The
// hashes are the browser's own SHA-256, so what is found is a promise.
"use strict";

(() => {
  const LARGEST = 2n ** 63n - 1n;
  const MOST_ENTRIES = 4096;
  const LONGEST_NAME = 63;

  /** Damage that was found: where, against which clause, and what it is. */
  class Damage {
    constructor(at, clause, says) { Object.assign(this, { at, clause, says }); }
  }
  const wrong = (at, clause, says) => { throw new Damage(at, clause, says); };

  const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const ascii = (raw) => String.fromCharCode(...raw);
  const less = (a, b) => {
    for (let n = 0; n < Math.min(a.length, b.length); n++) if (a[n] !== b[n]) return a[n] < b[n];
    return a.length < b.length;
  };

  /** Refuse where the bytes of a section do not have the hash that stands somewhere else. */
  const hashed = async (file, [from, to], at, [place, clause, says]) => {
    const digest = await crypto.subtle.digest("SHA-256", file.bytes.slice(from, to));
    if (hex(new Uint8Array(digest)) !== hex(file.cut(at, 32))) wrong(place, clause, says);
  };

  const checkTrailer = async (file) => {
    const { bytes, layout, trailer } = file;
    if (bytes.length < layout.shortest) wrong(bytes.length, "HLD-003", `a file of ${bytes.length} bytes; the shortest has ${layout.shortest}`);
    if (hex(file.cut(0, 8)) !== layout.magic) wrong(0, "HLD-010", "the magic is not that of a file");
    if (ascii(file.cut(trailer, 4)) !== "HTRL") wrong(trailer, "HLD-032", "there is no trailer where one should begin");
    if (hex(file.cut(trailer + 160, 8)) !== layout.endMagic) wrong(trailer + 160, "HLD-032", "the end magic is not that of a file");
    if (file.exact(trailer + 56, 8) !== BigInt(bytes.length)) wrong(trailer + 56, "HLD-032", "the file has another length");
    await hashed(file, [trailer, trailer + layout.rooted], trailer + 128, [trailer + 128, "HLD-033", "the root is not the hash of the trailer"]);
    const index = file.exact(trailer + 40, 8);
    if (index + file.exact(trailer + 48, 8) !== BigInt(trailer)) wrong(trailer + 40, "HLD-032", "the index does not end where the trailer begins");
    if (index <= BigInt(layout.headerSize)) wrong(trailer + 40, "HLD-032", "the index begins within the header");
    return Number(index);
  };

  const checkHeader = async (file, index) => {
    const { bytes, layout, trailer } = file;
    const length = file.number(20, 2);
    if (length <= layout.headerSize || length > index) wrong(20, "HLD-014", `a header of ${length} bytes`);
    await hashed(file, [0, length], trailer + 64, [0, "HLD-033", "the header has another hash than the trailer says"]);
    if (file.number(8, 2) !== 1) wrong(8, "HLD-011", "another major version: UNSUPPORTED_FORMAT");
    if (file.number(12, 4)) wrong(12, "HLD-012", "a critical feature that nobody knows: UNSUPPORTED_FORMAT");
    const shortest = layout.headerSize + bytes[23];
    if (length < shortest || (length > shortest && !file.number(16, 4))) wrong(20, "HLD-014", `${length} bytes with a branch of ${bytes[23]}`);
    if (bytes[22] !== 1 && bytes[22] !== 2) wrong(22, "HLD-015", `kind ${bytes[22]}`);
    checkBranch(file.cut(layout.headerSize, bytes[23]), layout.headerSize);
    checkNumbers(file, bytes[22] === 1);
    return length;
  };

  const checkBranch = (raw, at) => {
    if (raw.length < 1 || raw.length > LONGEST_NAME) wrong(23, "HLD-018", `a branch of ${raw.length} bytes`);
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(raw);
    } catch {
      wrong(at, "HLD-018", "the branch is not UTF-8");
    }
    if (raw.includes(0)) wrong(at, "HLD-018", "the branch holds U+0000");
  };

  const checkNumbers = (file, full) => {
    const [number, created, parent] = [24, 32, 40].map((at) => file.exact(at, 8));
    if (number > LARGEST) wrong(24, "HLD-016", "the backup number is above 2^63 - 1");
    if (created > LARGEST) wrong(32, "HLD-016", "the second is above 2^63 - 1");
    const rooted = file.cut(48, 32).some(Boolean);
    if (full ? parent !== 0n : parent >= number) wrong(40, "HLD-017", full ? "a full has a parent" : "the parent is no earlier backup");
    if (full === rooted) wrong(48, "HLD-017", full ? "a full has a parent" : "an incremental has no parent");
  };

  /** The records of the index, which describe all blocks and nothing else. */
  const checkIndex = async (file, start, header) => {
    const { layout, trailer } = file;
    await hashed(file, [start, trailer], trailer + 96, [start, "HLD-033", "the index has another hash than the trailer says"]);
    if (trailer - start < layout.indexSize) wrong(start, "HLD-030", `an index of ${trailer - start} bytes`);
    if (ascii(file.cut(start, 4)) !== "HIDX") wrong(start, "HLD-030", "the magic is not that of an index");
    const count = file.number(start + 4, 4);
    if (count !== file.number(trailer + 4, 4)) wrong(trailer + 4, "HLD-032", "another number of blocks than in the index");
    const records = [];
    let [at, due, entries] = [start + layout.indexSize, header, 0];
    for (let n = 1; n <= count; n++) {
      if (layout.recordSize > trailer - at) wrong(n === 1 ? start + 4 : at, "HLD-030", `a record in ${trailer - at} bytes`);
      const record = { at, offset: file.number(at, 8), length: file.number(at + 8, 4), count: file.number(at + 12, 2), key: file.number(at + 14, 2) };
      if (record.key > trailer - at - layout.recordSize) wrong(at + 14, "HLD-030", `a first key of ${record.key} bytes`);
      record.first = file.cut(at + layout.recordSize, record.key);
      if (record.offset !== due) wrong(at, "HLD-003", `block ${n} at ${record.offset}, not at ${due}`);
      if (record.count < 1 || record.count > MOST_ENTRIES) wrong(at + 12, "HLD-027", `block ${n} of ${record.count} entries`);
      if (records.length && !less(records.at(-1).first, record.first)) wrong(at + layout.recordSize, "HLD-021", `block ${n} begins with no greater key than the one before`);
      records.push(record);
      due += record.length;
      entries += record.count;
      at += layout.recordSize + record.key;
    }
    if (at !== trailer) wrong(at, "HLD-030", `${trailer - at} bytes after the records`);
    if (due !== start) wrong(trailer + 40, "HLD-003", `the blocks end at ${due}`);
    if (file.exact(trailer + 8, 8) !== BigInt(entries)) wrong(trailer + 8, "HLD-032", "another number of entries than in the index");
    return records;
  };

  /** The first damage that levels 0 and 1 see, as { at, clause, says }; null where there is none. */
  book.damage = async (file) => {
    try {
      const index = await checkTrailer(file);
      const header = await checkHeader(file, index);
      for (const [n, block] of (await checkIndex(file, index, header)).entries()) {
        const found = [block.offset, "HLD-031", `block ${n + 1} has another hash than the index says`];
        await hashed(file, [block.offset, block.offset + block.length], block.at + 16, found);
      }
      return null;
    } catch (damage) {
      if (damage instanceof Damage) return { at: damage.at, clause: damage.clause, says: damage.says };
      throw damage;
    }
  };
})();
