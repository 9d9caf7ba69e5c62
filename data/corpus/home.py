"""Where the user's corpora are kept, and what each name stands for."""

import os
import re
import tempfile
from pathlib import Path

from platformdirs import user_cache_dir, user_data_dir

from data.corpus.errors import CorpusError
from data.corpus.layout import MANIFEST

HOME = "ACCORD_ATLAS_CORPORA"
CACHE = "ACCORD_ATLAS_CACHE"
# The corpus that comes with the program has this name in an address.
BUILT_IN = "built-in"
_NAME = re.compile(r"[\w][\w .-]{0,63}")


def corpora_folder() -> Path:
    """Return the folder of corpora: $ACCORD_ATLAS_CORPORA, else the user's data folder."""
    given = os.environ.get(HOME)
    return Path(given).expanduser() if given else Path(user_data_dir("accord-atlas")) / "corpora"


def cache_folders() -> list[Path]:
    """Return where to keep what can be made again: $ACCORD_ATLAS_CACHE, else the user's cache.

    The second, a temporary folder, is for where the first cannot be written.
    """
    given = os.environ.get(CACHE)
    own = Path(given).expanduser() if given else Path(user_cache_dir("accord-atlas"))
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return [own, Path(tempfile.gettempdir()) / f"accord-atlas-{user}"]


def shortened(path: Path) -> str:
    """Say a path as people do: what lies in their own folder begins with ~."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def corpus_folder(wanted: str) -> Path:
    """Return the folder that a name or a path stands for; it need not exist.

    A path has a separator in it, or is a folder that holds a corpus.
    Errors: CorpusError for a name with signs that a folder's name should not have.
    """
    try:
        path = Path(wanted).expanduser()
    except RuntimeError:
        raise CorpusError(f"{wanted[:80]!r}: there is no user of that name.") from None
    if "/" in wanted or os.sep in wanted or (path / MANIFEST).is_file():
        return path
    return corpora_folder() / checked_name(wanted)


def checked_name(name: str) -> str:
    """Return a name as it is. Errors: CorpusError with what a name may be."""
    if not _NAME.fullmatch(name) or name != name.strip(" .") or name == BUILT_IN:
        raise CorpusError(
            f"{name[:80]!r} cannot be the name of a corpus: up to 64 letters, digits, spaces, "
            f"dots, hyphens and underscores, beginning with a letter or digit, and not "
            f"{BUILT_IN!r}."
        )
    return name


def corpus_names() -> list[str]:
    """Return the names of the corpora in the user's folder, sorted; damaged ones too."""
    try:
        return sorted(path.parent.name for path in corpora_folder().glob(f"*/{MANIFEST}"))
    except OSError:
        return []
