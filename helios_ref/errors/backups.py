"""Refusals of BACKUP, RESTORE and branch statements (06-errors)."""

from __future__ import annotations

from dataclasses import dataclass

from helios_ref.errors.base import HeliosError


@dataclass(eq=False)
class NoBaseError(HeliosError):
    """There is no backup for an incremental to differ from."""

    code = "NO_BASE"
    sqlstate = "HB001"
    exit_code = 60
    clauses = ("BKP-025",)
    sentence = "there is no backup to build an incremental on"
    hint = "take a full backup first: BACKUP DATABASE TO '...';"


@dataclass(eq=False)
class ChainBrokenError(HeliosError):
    """A link of a chain leads to no backup with the content that it names."""

    code = "CHAIN_BROKEN"
    sqlstate = "HB002"
    exit_code = 61
    clauses = ("BKP-027", "RST-006", "RST-011", "RST-012")
    sentence = "the chain is broken between {backup} and {parent} ({path}): {reason}"
    hint = "put the file of {parent} back, or restore a backup whose chain does not need it"

    backup: str
    """The backup that holds the link."""

    parent: str
    """The backup that the link names, with its root."""

    path: str
    """The file that was looked at, or the places that were searched."""

    reason: str


@dataclass(eq=False)
class CorruptBackupError(HeliosError):
    """The bytes of a file are not those of a valid backup."""

    code = "CORRUPT_BACKUP"
    sqlstate = "HB003"
    exit_code = 62
    clauses = ("BKP-027", "HLD-050", "MOD-040", "RST-015")
    sentence = "{path} is damaged at offset {offset}: {reason} ({clause})"
    hint = "use another copy of this file, or a backup that does not need it"

    path: str
    offset: int
    """The first byte of the field or section that is wrong."""

    reason: str
    clause: str
    """The clause of 03-hldb or 01-model that the bytes break."""


@dataclass(eq=False)
class UnsupportedFormatError(HeliosError):
    """The file is of a version, or uses a feature, that this reader does not know."""

    code = "UNSUPPORTED_FORMAT"
    sqlstate = "HB004"
    exit_code = 63
    clauses = ("HLD-011", "HLD-012", "HLD-051")
    sentence = "{path} cannot be read by this version: {reason}"
    hint = "read it with an engine that knows this version of the format"

    path: str
    reason: str


@dataclass(eq=False)
class UnknownBackupError(HeliosError):
    """The catalog has no backup of this ID."""

    code = "UNKNOWN_BACKUP"
    sqlstate = "HB005"
    exit_code = 64
    clauses = ("RST-001", "RST-004")
    sentence = "there is no backup {backup}"
    hint = (
        "SELECT * FROM helios_backups; lists them, and RESTORE also takes the path of a .hldb file"
    )

    backup: str


@dataclass(eq=False)
class IdConflictError(HeliosError):
    """Two files claim one backup ID with different content."""

    code = "ID_CONFLICT"
    sqlstate = "HB006"
    exit_code = 65
    clauses = ("BKP-054",)
    sentence = "{first} and {second} both claim to be {backup}, with different content"
    hint = "move one of the two files away, then rebuild the catalog again"

    backup: str
    first: str
    second: str


@dataclass(eq=False)
class BranchExistsError(HeliosError):
    """A branch of this name exists."""

    code = "BRANCH_EXISTS"
    sqlstate = "HB007"
    exit_code = 66
    clauses = ("BRN-004", "RST-023")
    sentence = 'branch "{branch}" already exists'
    hint = "choose a new name, or DROP DATABASE BRANCH it first"

    branch: str


@dataclass(eq=False)
class UnknownBranchError(HeliosError):
    """There is no branch of this name."""

    code = "UNKNOWN_BRANCH"
    sqlstate = "HB008"
    exit_code = 67
    clauses = ("BRN-009",)
    sentence = 'there is no branch "{branch}"'
    hint = "SHOW BRANCHES; lists them"

    branch: str


@dataclass(eq=False)
class ProtectedBranchError(HeliosError):
    """The branch `main` cannot be dropped."""

    code = "PROTECTED_BRANCH"
    sqlstate = "HB009"
    exit_code = 68
    clauses = ("BRN-008",)
    sentence = 'branch "{branch}" cannot be dropped'
    hint = "every database keeps its branch main"

    branch: str


@dataclass(eq=False)
class BranchInUseError(HeliosError):
    """A session is on the branch."""

    code = "BRANCH_IN_USE"
    sqlstate = "55006"
    exit_code = 69
    clauses = ("BRN-008",)
    sentence = 'branch "{branch}" is in use by {sessions} session(s)'
    hint = "let them USE another branch first"

    branch: str
    sessions: int


@dataclass(eq=False)
class PathExistsError(HeliosError):
    """Something stands at the path of a new backup."""

    code = "PATH_EXISTS"
    sqlstate = "58P02"
    exit_code = 70
    clauses = ("BKP-030", "BKP-040")
    sentence = "{path} already exists, and a backup never overwrites"
    hint = "use a new name for each backup (the tutorial, typed twice, needs new names too)"

    path: str


@dataclass(eq=False)
class InvalidPathError(HeliosError):
    """The text cannot be the path of a backup file."""

    code = "INVALID_PATH"
    sqlstate = "HB010"
    exit_code = 71
    clauses = ("BKP-033", "BKP-035", "RST-005")
    sentence = "{path!r} cannot be the path of a backup: {reason}"
    hint = "give the path of a file, absolute or relative to the working directory"

    path: str
    reason: str


@dataclass(eq=False)
class IoError(HeliosError):
    """The system refused to read or write."""

    code = "IO_ERROR"
    sqlstate = "58030"
    exit_code = 72
    clauses = ("BKP-027", "BKP-043", "RST-014")
    sentence = "{backup}: {path}: {cause}"
    hint = "check that the file or directory exists, where the path says, and that it may be used"

    backup: str
    """The backup whose file it is."""

    path: str
    cause: str


@dataclass(eq=False)
class DiskFullError(HeliosError):
    """There is no space left for the file."""

    code = "DISK_FULL"
    sqlstate = "53100"
    exit_code = 73
    clauses = ("BKP-043",)
    sentence = "{backup}: no space left to write {path} ({cause})"
    hint = "free some space, or back up to another volume; nothing was left behind"

    backup: str
    path: str
    cause: str


@dataclass(eq=False)
class ChainTooLongError(HeliosError):
    """The chain has as many members as one may have."""

    code = "CHAIN_TOO_LONG"
    sqlstate = "HB011"
    exit_code = 74
    clauses = ("BKP-028", "MOD-040")
    sentence = "the chain that ends in {parent} has {members} members, and no more may follow"
    hint = "take a full backup: it begins a new chain"

    parent: str
    members: int
