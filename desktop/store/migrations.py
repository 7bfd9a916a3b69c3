"""The schema as an append-only list of small functions; `user_version` counts those applied.

A migration that was released is never changed: a new one is appended. Each runs in a transaction of
its own together with its new `user_version`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlite_utils import Database

    from desktop.store.connection import Connection

    Migration = Callable[[Database], None]

APPLICATION_ID = 0x544D6B72
"""“TMkr” in the file's header: tells a project from any other database."""


def m001_prompts(db: Database) -> None:
    """Prompts; `search` is their text in folded case, `messages` the exact chat."""
    db.executescript(f"""
        PRAGMA application_id = {APPLICATION_ID};
        CREATE TABLE prompts (
            id INTEGER PRIMARY KEY,
            messages TEXT NOT NULL CHECK (json_valid(messages)),
            search TEXT NOT NULL,
            digest TEXT NOT NULL,
            split TEXT NOT NULL CHECK (split IN ('train', 'held_out')),
            created_at REAL NOT NULL,
            source TEXT NOT NULL,
            tags TEXT NOT NULL CHECK (json_valid(tags)),
            retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
            metadata TEXT NOT NULL CHECK (json_valid(metadata))
        ) STRICT;
        CREATE INDEX prompts_digest ON prompts (digest);
    """)


def m002_runs_and_versions(db: Database) -> None:
    """Runs, the model versions they made, and what was measured and sampled on the way."""
    db.executescript("""
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            stage TEXT NOT NULL
                CHECK (stage IN ('sft', 'text', 'reward', 'ppo', 'dpo', 'generate')),
            status TEXT NOT NULL CHECK (status IN ('waiting', 'running', 'paused', 'finished',
                'stopped', 'discarded', 'failed', 'interrupted')),
            settings TEXT NOT NULL CHECK (json_valid(settings)),
            policy_version_id INTEGER REFERENCES versions (id),
            reward_version_id INTEGER REFERENCES versions (id),
            round INTEGER NOT NULL CHECK (round >= 1),
            step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0),
            total_steps INTEGER NOT NULL DEFAULT 0 CHECK (total_steps >= 0),
            created_at REAL NOT NULL,
            finished_at REAL,
            result TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(result)),
            error TEXT
        ) STRICT;
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL CHECK (name <> ''),
            kind TEXT NOT NULL CHECK (kind IN ('base', 'policy', 'reward')),
            base TEXT NOT NULL,
            folder TEXT,
            parent_id INTEGER REFERENCES versions (id) CHECK (parent_id < id),
            run_id INTEGER REFERENCES runs (id),
            round INTEGER NOT NULL CHECK (round >= 1),
            created_at REAL NOT NULL,
            metrics TEXT NOT NULL CHECK (json_valid(metrics))
        ) STRICT;
        CREATE TABLE metrics (
            run_id INTEGER NOT NULL REFERENCES runs (id),
            name TEXT NOT NULL,
            step INTEGER NOT NULL,
            value REAL,
            time REAL NOT NULL,
            PRIMARY KEY (run_id, name, step)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE samples (
            id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL REFERENCES runs (id),
            step INTEGER NOT NULL,
            prompt_id INTEGER NOT NULL REFERENCES prompts (id),
            text TEXT NOT NULL,
            scores TEXT NOT NULL CHECK (json_valid(scores)),
            finished INTEGER NOT NULL CHECK (finished IN (0, 1))
        ) STRICT;
        CREATE INDEX samples_run_step ON samples (run_id, step);
    """)


def m003_responses(db: Database) -> None:
    """Responses: candidates, corrections, written and imported answers."""
    db.executescript("""
        CREATE TABLE responses (
            id INTEGER PRIMARY KEY,
            prompt_id INTEGER NOT NULL REFERENCES prompts (id),
            text TEXT NOT NULL,
            origin TEXT NOT NULL
                CHECK (origin IN ('generated', 'corrected', 'written', 'imported')),
            model_version_id INTEGER REFERENCES versions (id),
            round INTEGER NOT NULL CHECK (round >= 1),
            finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
            token_count INTEGER CHECK (token_count >= 0),
            sampling TEXT CHECK (json_valid(sampling)),
            seed INTEGER,
            created_at REAL NOT NULL
        ) STRICT;
        CREATE INDEX responses_prompt ON responses (prompt_id, origin);
    """)


def m004_feedback(db: Database) -> None:
    """Feedback events. Only `in_force` ever changes: it is derived, kept for speed."""
    db.executescript("""
        CREATE TABLE feedback (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('comparison', 'ranking', 'rating', 'correction',
                'demonstration', 'flag', 'comment', 'skip', 'bad_prompt', 'retraction')),
            prompt_id INTEGER REFERENCES prompts (id),
            judgement TEXT NOT NULL CHECK (json_valid(judgement)),
            created_at REAL NOT NULL,
            judge TEXT NOT NULL CHECK (judge <> ''),
            round INTEGER NOT NULL CHECK (round >= 1),
            seconds REAL CHECK (seconds >= 0),
            supersedes INTEGER REFERENCES feedback (id) CHECK (supersedes < id),
            in_force INTEGER NOT NULL DEFAULT 1 CHECK (in_force IN (0, 1)),
            a_id INTEGER GENERATED ALWAYS AS (judgement ->> '$.a_id') VIRTUAL,
            b_id INTEGER GENERATED ALWAYS AS (judgement ->> '$.b_id') VIRTUAL,
            CHECK ((kind = 'retraction') = (prompt_id IS NULL)),
            CHECK (kind <> 'retraction' OR supersedes IS NOT NULL)
        ) STRICT;
        CREATE INDEX feedback_standing ON feedback (kind, judge, created_at) WHERE in_force = 1;
        CREATE INDEX feedback_pairs ON feedback (a_id, b_id)
            WHERE in_force = 1 AND kind = 'comparison';
        CREATE INDEX feedback_prompt ON feedback (prompt_id);
        CREATE INDEX feedback_judge ON feedback (judge);
        CREATE INDEX feedback_supersedes ON feedback (supersedes) WHERE supersedes IS NOT NULL;
        CREATE TRIGGER feedback_keeps_its_past BEFORE UPDATE OF id, kind, prompt_id, judgement,
            created_at, judge, round, seconds, supersedes ON feedback
        BEGIN SELECT RAISE(ABORT, 'feedback events are never changed'); END;
        CREATE TRIGGER feedback_keeps_all BEFORE DELETE ON feedback
        BEGIN SELECT RAISE(ABORT, 'feedback events are never deleted'); END;
    """)


def m005_settings(db: Database) -> None:
    """The project's own settings."""
    db.executescript("""
        CREATE TABLE settings (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL CHECK (json_valid(value))
        ) STRICT, WITHOUT ROWID;
    """)


def m006_response_scores(db: Database) -> None:
    """What reward models say about responses; it can be computed again at any time."""
    db.executescript("""
        CREATE TABLE response_scores (
            response_id INTEGER NOT NULL REFERENCES responses (id),
            version_id INTEGER NOT NULL REFERENCES versions (id),
            mean REAL NOT NULL,
            spread REAL CHECK (spread >= 0),
            PRIMARY KEY (version_id, response_id)
        ) STRICT, WITHOUT ROWID;
    """)


def m007_journal(db: Database) -> None:
    """Notes every changed row for the journal (see `desktop.store.journal`), drafts left out."""
    db.executescript("""
        CREATE TABLE journal_state (epoch TEXT NOT NULL) STRICT;
        INSERT INTO journal_state VALUES (lower(hex(randomblob(16))));
        CREATE TABLE journal_queue (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            key ANY NOT NULL
        ) STRICT;
    """)
    changes = {
        "settings": ("INSERT", "UPDATE", "DELETE"),
        "prompts": ("INSERT", "UPDATE", "DELETE"),
        "runs": ("INSERT", "UPDATE OF status, result, error", "DELETE"),
        "versions": ("INSERT", "UPDATE", "DELETE"),
        "responses": ("INSERT", "UPDATE", "DELETE"),
        "feedback": ("INSERT",),
    }
    for table, kinds in changes.items():
        for kind in kinds:
            row = "OLD" if kind == "DELETE" else "NEW"
            key = f"{row}.key" if table == "settings" else f"{row}.id"
            condition = f"WHEN {key} NOT GLOB '*draft*'" if table == "settings" else ""
            db.executescript(f"""
                CREATE TRIGGER journal_{table}_{kind.split()[0].lower()} AFTER {kind} ON {table}
                {condition}
                BEGIN INSERT INTO journal_queue (name, key) VALUES ('{table}', {key}); END;
            """)


def m008_imported_versions(db: Database) -> None:
    """Versions that an import named: they say who wrote an answer, their weights are elsewhere."""
    db.executescript("""
        ALTER TABLE versions ADD COLUMN imported INTEGER NOT NULL DEFAULT 0
            CHECK (imported IN (0, 1));
        CREATE INDEX versions_imported ON versions (name) WHERE imported = 1;
    """)


def m009_search(db: Database) -> None:
    """The full-text index of the history; it can be computed again at any time."""
    db.executescript("""
        CREATE VIRTUAL TABLE search_index USING fts5 (
            text, content = '', contentless_delete = 1, detail = none,
            tokenize = 'trigram case_sensitive 1'
        );
        CREATE VIRTUAL TABLE search_terms USING fts5vocab (search_index, row);
        CREATE TABLE search_progress (
            kind TEXT PRIMARY KEY CHECK (kind IN ('prompt', 'response', 'remark')),
            up_to INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER prompts_search AFTER UPDATE OF search ON prompts
        WHEN NEW.search <> OLD.search
            AND NEW.id <= (SELECT up_to FROM search_progress WHERE kind = 'prompt')
        BEGIN
            DELETE FROM search_index WHERE rowid = NEW.id * 4;
            INSERT INTO search_index (rowid, text)
            VALUES (NEW.id * 4, replace(NEW.search, char(0), ' ') || char(10, 10));
        END;
        CREATE INDEX feedback_kind ON feedback (kind);
    """)


def m010_compared(db: Database) -> None:
    """What the Rate, Home and Quality pages ask of all comparisons, in one index."""
    db.executescript("""
        ALTER TABLE feedback ADD COLUMN preference INTEGER
            GENERATED ALWAYS AS (judgement ->> '$.preference') VIRTUAL;
        ALTER TABLE feedback ADD COLUMN repeat_of INTEGER
            GENERATED ALWAYS AS (judgement ->> '$.repeat_of') VIRTUAL;
        DROP INDEX feedback_pairs;
        CREATE INDEX feedback_compared ON feedback (a_id, b_id, judge, preference, repeat_of)
            WHERE in_force = 1 AND kind = 'comparison';
    """)


def m011_retired(db: Database) -> None:
    """Prompts in use are counted and listed without reading them."""
    db.executescript("CREATE INDEX prompts_retired ON prompts (retired);")


MIGRATIONS: Sequence[Migration] = (
    m001_prompts,
    m002_runs_and_versions,
    m003_responses,
    m004_feedback,
    m005_settings,
    m006_response_scores,
    m007_journal,
    m008_imported_versions,
    m009_search,
    m010_compared,
    m011_retired,
)


def schema_version(connection: Connection) -> int:
    """Return how many migrations the file has seen; 0 is an empty file.

    Raises:
        ProjectError: The file is another program's database, or a newer version's project.
    """
    version = int(connection.value("PRAGMA user_version"))
    application = connection.value("PRAGMA application_id")
    empty = not connection.value("SELECT count(*) FROM sqlite_schema")
    if application != APPLICATION_ID and not (empty and version == 0 and application == 0):
        raise ProjectError(
            "This is not a project of Tastemaker",
            f"{connection.path} is another program's database. Nothing in it was changed.",
            "Choose a project's folder.",
        )
    if version > len(MIGRATIONS):
        raise ProjectError(
            "This project was made by a newer version of Tastemaker",
            f"Its data has format {version}; this version reads up to {len(MIGRATIONS)}. "
            "Nothing in it was changed.",
            "Update Tastemaker and open the project again.",
        )
    return version


def migrate(
    connection: Connection,
    *,
    up_to: int | None = None,
    on_step: Callable[[int, int], None] | None = None,
) -> None:
    """Apply the migrations that the file has not seen, oldest first.

    Args:
        connection: To the file.
        up_to: How many migrations a file of the wanted format has seen; all if not given.
        on_step: Told before each how many of how many are done; what it raises stops there.
    """
    pending = range(schema_version(connection), len(MIGRATIONS) if up_to is None else up_to)
    if not pending:
        return
    # Imported late: it costs more than opening an up-to-date project does.
    from sqlite_utils import Database

    database = Database(connection.raw, execute_plugins=False)
    for index in pending:
        if on_step is not None:
            on_step(index - pending.start, len(pending))
        with connection.transaction():
            MIGRATIONS[index](database)
            connection.execute(f"PRAGMA user_version = {index + 1}")
