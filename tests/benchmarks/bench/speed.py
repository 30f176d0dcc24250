"""From texts to pairs of articles that share text: time, and which injected copies are found; and what claims cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import documents
import duckdb
import numpy as np
import numpy.typing as npt
import peers
import pyarrow as pa
import pyarrow.parquet as pq

from bench.claims_speed import measure_claims_speed
from bench.scene import Scene, say
from bench.tables import Measure, Table, compare
from wiretrace.overlap.fingerprints import BATCH, fingerprint_articles
from wiretrace.overlap.passages.candidates import find_candidates as join_fingerprints
from wiretrace.overlap.passages.engines import DuckDB
from wiretrace.overlap.passages.finding import find_passages
from wiretrace.overlap.text.grams import GRAM, QUOTATION_GRAM, QUOTATION_WINDOW, WINDOW, select_grams
from wiretrace.overlap.text.tokens import tokenize
from wiretrace.warehouse.connection import MEMORY_LIMIT, THREADS

Pairs = set[tuple[int, int]]
QUICK_PAIRS, QUICK_OTHERS = 150, 1000
STRICT, LOOSE = 0.5, 0.2  # Jaccard; at the second, MinHash-LSH finds more and proposes far more
NOTE = (
    "From texts in memory to pairs of numbers. Wiretrace's candidates are its kernel and its join; *exact passages* goes "
    "on to character offsets of what each pair shares and drops furniture, which no peer does. MinHash-LSH over word "
    "5-grams, 128 permutations, at the Jaccard threshold named. Compiled code is warmed up; Wiretrace and DuckDB may use "
    "two threads. The ratio is to the fastest, or the most complete, peer."
)


@dataclass(frozen=True)
class Outcome:
    pairs: Pairs
    wall: float
    cpu: float


def measure(scene: Scene) -> list[Table]:
    corpus = pq.read_table(scene.path("eval/overlap/speed/corpus_20000.parquet"))
    truth = pq.read_table(scene.path("eval/overlap/speed/truth_20000.parquet"), columns=["dst", "src", "kind"])
    if scene.is_quick:
        corpus, truth = _part(corpus, truth)
    place = {number: row for row, number in enumerate(corpus["id"].to_pylist())}
    kinds: dict[str, Pairs] = {}
    for row in truth.to_pylist():
        a, b = place[row["dst"]], place[row["src"]]
        kinds.setdefault(row["kind"], set()).add((min(a, b), max(a, b)))
    texts = corpus["text"].to_pylist()
    return [_table(len(texts), kinds, time_contenders(texts)), measure_claims_speed(scene)]


def time_contenders(texts: Sequence[str]) -> dict[str, Outcome]:
    con = documents.open_warehouse([_document(n, text) for n, text in enumerate(texts)])
    find_candidates(pa.array(texts[:20], pa.large_string()))
    find_exact(documents.open_warehouse([_document(n, text) for n, text in enumerate(texts[:20])]))
    contenders: dict[str, Callable[[], Pairs]] = {
        "Wiretrace": lambda: find_candidates(pa.array(texts, pa.large_string())),
        "Wiretrace, exact passages": lambda: find_exact(con),
        f"datasketch {STRICT}": lambda: peers.datasketch_pairs(texts, STRICT),
        f"rensa {STRICT}": lambda: peers.rensa_pairs(texts, STRICT),
        f"rensa {LOOSE}": lambda: peers.rensa_pairs(texts, LOOSE),
    }
    return {name: _timed(name, len(texts), contender) for name, contender in contenders.items()}


def _timed(name: str, count: int, contender: Callable[[], Pairs]) -> Outcome:
    say(f"{name} on {count} articles ...")
    wall, cpu = time.perf_counter(), time.process_time()
    pairs = contender()
    return Outcome(pairs, time.perf_counter() - wall, time.process_time() - cpu)


def find_candidates(texts: pa.Array | pa.ChunkedArray) -> Pairs:
    """The product's kernel, then its own SQL, over articles of one date."""
    engine = DuckDB(duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY_LIMIT}))
    batches = [_grams(texts.slice(start, BATCH), start) for start in range(0, len(texts), BATCH)]
    numbers = np.arange(len(texts), dtype=np.int32)
    no_common = pa.table({"kind_no": pa.array([], pa.int32()), "fingerprint": pa.array([], pa.int64())})
    none = pa.table({"kind": pa.array([], pa.string()), "article_id": pa.array([], pa.string())})
    none = none.append_column("fingerprint", pa.array([], pa.int64())).append_column(
        "token_position", pa.array([], pa.int32())
    )
    engine.register(
        staged_grams=pa.concat_tables(grams for grams, _ in batches), touched=pa.table({"article_no": numbers})
    )
    engine.register(held_grams=none, former_grams=none, staged_changes=none, common_grams=no_common)
    engine.register(
        numbered=pa.table({
            "article_no": numbers, "article_id": numbers.astype(str), "partition_no": numbers * 0,
            "seen_at": numbers.astype(np.int64),
            "word_count": np.concatenate([words for _, words in batches]),
        }),
    )  # fmt: skip
    engine.store("current_grams")
    found = join_fingerprints(engine)
    return set(zip(found["left_no"].to_pylist(), found["right_no"].to_pylist(), strict=True))


def _grams(texts: pa.Array | pa.ChunkedArray, first: int) -> tuple[pa.Table, npt.NDArray[np.int32]]:
    """Selected grams, and the words of each text."""
    tokens = tokenize(texts)
    parts = []
    for kind, size, window in ((0, GRAM, WINDOW), (1, QUOTATION_GRAM, QUOTATION_WINDOW)):
        text, position, value = select_grams(tokens.splits, tokens.word, tokens.flags, size, window, kind == 1)
        columns = {"kind_no": np.full(len(value), kind, np.int32), "fingerprint": value}
        columns |= {"article_no": (text + first).astype(np.int32), "token_position": position}
        parts.append(pa.table(columns))
    return pa.concat_tables(parts), np.diff(tokens.splits).astype(np.int32)


def find_exact(con: duckdb.DuckDBPyConnection) -> Pairs:
    staged = fingerprint_articles(con, documents.PARTITION)
    passages = find_passages(con, staged)["passages"]
    shared = passages.filter(pa.compute.not_equal(passages["kind"], "furniture"))
    left, right = (shared[side].to_pylist() for side in ("left_article_id", "right_article_id"))
    return {(min(int(a), int(b)), max(int(a), int(b))) for a, b in zip(left, right, strict=True)}


def _document(number: int, text: str) -> documents.Document:
    host = f"outlet{number}.example"
    return {"id": str(number), "url": f"https://{host}/{number}", "host": host, "text": text}


def _part(corpus: pa.Table, truth: pa.Table) -> tuple[pa.Table, pa.Table]:
    truth = truth.slice(0, QUICK_PAIRS)
    wanted = {*truth["dst"].to_pylist(), *truth["src"].to_pylist(), *corpus["id"].to_pylist()[:QUICK_OTHERS]}
    return corpus.filter(pa.array([number in wanted for number in corpus["id"].to_pylist()])), truth


def _table(count: int, kinds: dict[str, Pairs], outcomes: dict[str, Outcome]) -> Table:
    def row(name: str, figure: Callable[[Outcome], float | int], **how: bool) -> Measure:
        figures = {key: figure(outcome) for key, outcome in outcomes.items()}
        ours, exact = figures.pop("Wiretrace"), figures.pop("Wiretrace, exact passages")
        return Measure(name, ours, figures, {"Wiretrace, exact passages": exact}, **how)  # type: ignore[arg-type]

    measures = [
        row("seconds", lambda o: o.wall, is_lower_better=True),
        row("CPU seconds", lambda o: o.cpu, is_lower_better=True),
        row("articles a second", lambda o: count / o.wall),
        row("pairs", lambda o: len(o.pairs), is_compared=False),
    ]
    every = set().union(*kinds.values())
    for kind, pairs in [*sorted(kinds.items()), ("all kinds", every)]:
        measures.append(row(f"recall, {kind} ({len(pairs)})", lambda o, pairs=pairs: len(o.pairs & pairs) / len(pairs)))
    return compare(f"{count:,} articles", measures, (NOTE,))
