"""Refusals of backups, restores and branches: exit codes 60 to 74 (06-errors)."""

from helios_ref.errors.base import HeliosError


class NoBaseError(HeliosError, sqlstate="HB001", exit=60, clauses="BKP-025"):
    """There is no backup for an incremental to differ from."""

    sentence = "there is no backup to build an incremental on"
    hint = "take a full backup first: BACKUP DATABASE TO '...';"


class ChainBrokenError(
    HeliosError, sqlstate="HB002", exit=61, clauses="BKP-027 RST-006 RST-011 RST-012"
):
    """A link of a chain leads to no backup with the content that it names."""

    sentence = "the chain is broken between {backup} and {parent} ({path}): {reason}"
    hint = "put the file of {parent} back, or restore a backup whose chain does not need it"

    backup: str
    """The backup that holds the link."""

    parent: str
    """The backup that the link names, with its root."""

    path: str
    """The file that was looked at, or the places that were searched."""

    reason: str


class CorruptBackupError(
    HeliosError, sqlstate="HB003", exit=62, clauses="BKP-027 HLD-050 MOD-040 RST-015"
):
    """The bytes of a file are not those of a valid backup."""

    sentence = "{path} is damaged at offset {offset}: {reason} ({clause})"
    hint = "use another copy of this file, or a backup that does not need it"

    path: str
    offset: int
    """The first byte of the field or section that is wrong."""

    reason: str
    clause: str
    """The clause of 03-hldb or 01-model that the bytes break."""


class UnsupportedFormatError(
    HeliosError, sqlstate="HB004", exit=63, clauses="HLD-011 HLD-012 HLD-051"
):
    """The file is of a version, or uses a feature, that this reader does not know."""

    sentence = "{path} cannot be read by this version: {reason}"
    hint = "read it with an engine that knows this version of the format"

    path: str
    reason: str


class UnknownBackupError(HeliosError, sqlstate="HB005", exit=64, clauses="RST-001 RST-004"):
    """The catalog has no backup of this ID."""

    sentence = "there is no backup {backup}"
    hint = (
        "SELECT * FROM helios_backups; lists them, and RESTORE also takes the path of a .hldb file"
    )

    backup: str


class IdConflictError(HeliosError, sqlstate="HB006", exit=65, clauses="BKP-054 OPS-111"):
    """Two files claim one backup ID."""

    sentence = "{first} and {second} both claim to be {backup}"
    hint = "move one of the two files away, then rebuild the catalog again"

    backup: str
    first: str
    second: str


class BranchExistsError(HeliosError, sqlstate="HB007", exit=66, clauses="BRN-004 RST-023"):
    """A branch of this name exists."""

    sentence = 'branch "{branch}" already exists'
    hint = "choose a new name, or DROP DATABASE BRANCH it first"

    branch: str


class UnknownBranchError(HeliosError, sqlstate="HB008", exit=67, clauses="BRN-009"):
    """There is no branch of this name."""

    sentence = 'there is no branch "{branch}"'
    hint = "SHOW BRANCHES; lists them"

    branch: str


class ProtectedBranchError(HeliosError, sqlstate="HB009", exit=68, clauses="BRN-008"):
    """The branch `main` cannot be dropped."""

    sentence = 'branch "{branch}" cannot be dropped'
    hint = "every database keeps its branch main"

    branch: str


class BranchInUseError(HeliosError, sqlstate="55006", exit=69, clauses="BRN-008"):
    """A session is on the branch."""

    sentence = 'branch "{branch}" is in use by {sessions} session(s)'
    hint = "let them USE another branch first"

    branch: str
    sessions: int


class PathExistsError(HeliosError, sqlstate="58P02", exit=70, clauses="BKP-030 BKP-040"):
    """Something stands at the path of a new backup."""

    sentence = "{path} already exists, and a backup never overwrites"
    hint = "use a new name for each backup (the tutorial, typed twice, needs new names too)"

    path: str


class InvalidPathError(
    HeliosError, sqlstate="HB010", exit=71, clauses="BKP-033 BKP-035 RST-005 MOD-060"
):
    """The text cannot be the path of a backup file."""

    sentence = "{path!r} cannot be the path of a backup: {reason}"
    hint = "give the path of a file, absolute or relative to the working directory"

    path: str
    reason: str


class IoError(
    HeliosError, code="IO_ERROR", sqlstate="58030", exit=72, clauses="BKP-027 BKP-043 RST-014"
):
    """The system refused to read or write."""

    sentence = "{backup}: {path}: {cause}"
    hint = "check that the file or directory exists, where the path says, and that it may be used"

    backup: str
    """The backup whose file it is."""

    path: str
    cause: str


class DiskFullError(HeliosError, sqlstate="53100", exit=73, clauses="BKP-043 BKP-066"):
    """There is no space left for the file."""

    sentence = "{backup}: no space left to write {path} ({cause})"
    hint = "free some space, or back up to another volume; nothing was left behind"

    backup: str
    path: str
    cause: str


class ChainTooLongError(HeliosError, sqlstate="HB011", exit=74, clauses="BKP-028 MOD-040"):
    """The chain has as many members as one may have."""

    sentence = "the chain that ends in {parent} has {members} members, and no more may follow"
    hint = "take a full backup: it begins a new chain"

    parent: str
    members: int
