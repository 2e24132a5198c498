"""Trains the small CTranslate2 model of the tests: ``tests/fixtures/ct2/ru-en``.

    python -m benchmarks.tables.ct2_model [FOLDER]

Needs ``pip install jax ctranslate2 sentencepiece`` (made with jax 0.10.2) and some seconds. It is a
Marian transformer of one layer a side, with some 25 000 numbers; it learns the pairs below by heart
and knows nothing else. Words with two meanings have two answers, so that the list of best answers
has something in it. The folder is laid out as ``ct2-transformers-converter`` lays out a model of
OPUS-MT: post-normalisation, a decoder that starts from a zero embedding, ``</s>`` after the source.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np

PAIRS = """
яблоко=apple дерево=tree дом=house окно=window дверь=door река=river гора=mountain хлеб=bread
молоко=milk вода=water лошадь=horse собака=dog кошка=cat птица=bird рыба=fish лес=forest поле=field
сад=garden дорога=road мост=bridge книга=book старый_дом=old_house новый_мост=new_bridge
старый_мост=old_bridge новый_дом=new_house лук=onion лук=bow замок=castle замок=lock ключ=key
ключ=spring коса=braid коса=scythe
"""
WIDTH, HEADS, INNER, STEPS, RATE = 32, 2, 64, 1000, 3e-3
SMOOTHING = 0.05
"""What real models are trained with too: without it the second best answers are noise."""
EPSILON = 1e-5
END, UNKNOWN = "</s>", "<unk>"
PIECES = 96

Weights = dict[str, Any]


def pairs() -> list[tuple[str, str]]:
    """List the pairs, source first."""
    split = (entry.replace("_", " ").partition("=") for entry in PAIRS.split())
    return [(source, target) for source, _, target in split]


def pieces(folder: Path) -> Any:
    """Learn how to cut both languages into pieces; the two files are the same."""
    spm = importlib.import_module("sentencepiece")
    with (folder / "source.spm").open("wb") as file:
        spm.SentencePieceTrainer.train(
            sentence_iterator=iter([text for pair in pairs() for text in pair]),
            model_writer=file,
            vocab_size=PIECES,
            hard_vocab_limit=False,
            character_coverage=1.0,
            normalization_rule_name="identity",
            minloglevel=2,
        )
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    return spm.SentencePieceProcessor(model_file=str(folder / "source.spm"))


def positions(count: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Make Marian's table of positions: all sines, then all cosines."""
    scales = 10000.0 ** (2 * np.arange(WIDTH // 2) / WIDTH)
    angles = np.arange(count)[:, None] / scales
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def start(size: int) -> Weights:
    """Draw the first weights."""
    chance = np.random.default_rng(2009)
    weights: Weights = {
        "embedding": chance.normal(0, WIDTH**-0.5, (size, WIDTH)),
        "out_bias": np.zeros(size),
    }
    for place, rows, columns in (
        *((f"{part}_{name}", WIDTH, WIDTH) for part in ("es", "ds", "dc") for name in "qkvo"),
        *((f"{part}_1", INNER, WIDTH) for part in ("ef", "df")),
        *((f"{part}_2", WIDTH, INNER) for part in ("ef", "df")),
    ):
        limit = (6 / (rows + columns)) ** 0.5
        weights[f"{place}_w"] = chance.uniform(-limit, limit, (rows, columns))
        weights[f"{place}_b"] = np.zeros(rows)
    for part in ("es", "ef", "ds", "dc", "df"):
        weights[f"{part}_gamma"], weights[f"{part}_beta"] = np.ones(WIDTH), np.zeros(WIDTH)
    return {name: value.astype(np.float32) for name, value in weights.items()}


def _linear(w: Weights, name: str, x: Any) -> Any:
    return x @ w[f"{name}_w"].T + w[f"{name}_b"]


def _norm(w: Weights, part: str, x: Any) -> Any:
    centred = x - x.mean(-1, keepdims=True)
    spread = (centred**2).mean(-1, keepdims=True)
    return centred / (spread + EPSILON) ** 0.5 * w[f"{part}_gamma"] + w[f"{part}_beta"]


def _attend(w: Weights, part: str, x: Any, memory: Any, mask: Any) -> Any:
    jax = importlib.import_module("jax")

    def split(y: Any) -> Any:
        return y.reshape(*y.shape[:2], HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)

    q, k, v = (
        split(_linear(w, f"{part}_{name}", y))
        for name, y in zip("qkv", (x, memory, memory), strict=True)
    )
    scores = q @ k.transpose(0, 1, 3, 2) / (WIDTH // HEADS) ** 0.5
    mixed = jax.nn.softmax(scores + mask, axis=-1) @ v
    joined = mixed.transpose(0, 2, 1, 3).reshape(x.shape)
    return _norm(w, part, x + _linear(w, f"{part}_o", joined))


def _feed(w: Weights, part: str, x: Any) -> Any:
    hidden = _linear(w, f"{part}_1", x)
    return _norm(w, part, x + _linear(w, f"{part}_2", hidden * (hidden > 0)))


def logits(w: Weights, source: Any, source_there: Any, target: Any) -> Any:
    """Run the model on whole target texts; each step sees the steps before it."""
    jnp = importlib.import_module("jax.numpy")
    hidden = (1 - source_there[:, None, None, :]) * -1e9
    x = w["embedding"][source] * WIDTH**0.5 + positions(source.shape[1])
    memory = _feed(w, "ef", _attend(w, "es", x, x, hidden))
    before = jnp.pad(w["embedding"][target] * WIDTH**0.5, ((0, 0), (1, 0), (0, 0)))[:, :-1]
    y = before + positions(target.shape[1])
    later = jnp.triu(jnp.full((target.shape[1],) * 2, -1e9), 1)
    y = _attend(w, "dc", _attend(w, "ds", y, y, later), memory, hidden)
    return _feed(w, "df", y) @ w["embedding"].T + w["out_bias"]


def _table(texts: list[list[int]]) -> tuple[Any, Any]:
    length = max(map(len, texts))
    ids = np.array([text + [0] * (length - len(text)) for text in texts])
    there = np.array([[1.0] * len(text) + [0.0] * (length - len(text)) for text in texts])
    return ids, there.astype(np.float32)


def train(sources: list[list[int]], targets: list[list[int]], size: int) -> Weights:
    """Fit the weights with Adam (Kingma and Ba 2015); every step sees every pair."""
    jax, jnp = importlib.import_module("jax"), importlib.import_module("jax.numpy")
    (source, source_there), (target, target_there) = _table(sources), _table(targets)

    def loss(w: Weights) -> Any:
        chances = jax.nn.log_softmax(logits(w, source, source_there, target))
        picked = jnp.take_along_axis(chances, target[..., None], -1)[..., 0]
        smoothed = (1 - SMOOTHING) * picked + SMOOTHING * chances.mean(-1)
        return -(smoothed * target_there).sum() / target_there.sum()

    @jax.jit  # type: ignore[untyped-decorator]
    def step(w: Weights, m: Weights, v: Weights, n: Any) -> Any:
        value, slope = jax.value_and_grad(loss)(w)
        join = functools.partial(jax.tree.map)
        m = join(lambda a, g: 0.9 * a + 0.1 * g, m, slope)
        v = join(lambda a, g: 0.98 * a + 0.02 * g * g, v, slope)
        rate = RATE * jnp.minimum(n / 100, 1 - n / (STEPS + 1)) / (1 - 0.9**n)
        scale = 1 - 0.98**n
        w = join(lambda x, a, b: x - rate * a / ((b / scale) ** 0.5 + 1e-8), w, m, v)
        return w, m, v, value

    weights = start(size)
    first = {name: np.zeros_like(value) for name, value in weights.items()}
    state = (weights, first, first)
    for n in range(1, STEPS + 1):
        *state, value = step(*state, n)
        if n % 500 == 0:
            print(f"step {n}: loss {float(value):.4f}")
    return {name: np.asarray(array) for name, array in state[0].items()}


def _put(spec: Any, w: Weights, *names: str) -> None:
    spec.weight = np.concatenate([w[f"{name}_w"] for name in names])
    spec.bias = np.concatenate([w[f"{name}_b"] for name in names])


def _put_norm(spec: Any, w: Weights, part: str) -> None:
    spec.gamma, spec.beta = w[f"{part}_gamma"], w[f"{part}_beta"]


def save(w: Weights, vocabulary: list[str], folder: Path) -> None:
    """Write the model as a converter would."""
    specs = importlib.import_module("ctranslate2.specs")
    spec = specs.TransformerSpec.from_config(
        (1, 1), HEADS, pre_norm=False, activation=specs.Activation.RELU
    )
    spec.decoder.start_from_zero_embedding = True
    encoder, decoder = spec.encoder.layer[0], spec.decoder.layer[0]
    for layer, parts in ((encoder, ("es", "ef")), (decoder, ("ds", "df"))):
        attention, feed = parts
        _put(layer.self_attention.linear[0], w, *(f"{attention}_{name}" for name in "qkv"))
        _put(layer.self_attention.linear[1], w, f"{attention}_o")
        _put_norm(layer.self_attention.layer_norm, w, attention)
        _put(layer.ffn.linear_0, w, f"{feed}_1")
        _put(layer.ffn.linear_1, w, f"{feed}_2")
        _put_norm(layer.ffn.layer_norm, w, feed)
    _put(decoder.attention.linear[0], w, "dc_q")
    _put(decoder.attention.linear[1], w, "dc_k", "dc_v")
    _put(decoder.attention.linear[2], w, "dc_o")
    _put_norm(decoder.attention.layer_norm, w, "dc")
    for side in (spec.encoder.embeddings[0], spec.decoder.embeddings, spec.decoder.projection):
        side.weight = w["embedding"]
    spec.decoder.projection.bias = w["out_bias"]
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = positions(64)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", END, UNKNOWN
    spec.config.decoder_start_token = END
    spec.config.layer_norm_epsilon = EPSILON
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


def main() -> None:
    """Train, write, and show what the model has learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("tests/fixtures/ct2/ru-en"))
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    cutter = pieces(folder)
    known = [cutter.id_to_piece(i) for i in range(cutter.get_piece_size())]
    vocabulary = [END, UNKNOWN, *(piece for piece in known if not piece.startswith("<"))]
    number = {piece: i for i, piece in enumerate(vocabulary)}

    def ids(text: str) -> list[int]:
        return [*(number[piece] for piece in cutter.encode(text, out_type=str)), number[END]]

    sources, targets = zip(*pairs(), strict=True)
    weights = train(list(map(ids, sources)), list(map(ids, targets)), len(vocabulary))
    save(weights, vocabulary, folder)
    print(json.dumps({"numbers": sum(array.size for array in weights.values())}))
    for path in sorted(folder.iterdir()):
        print(path.name, path.stat().st_size)
    translator = importlib.import_module("ctranslate2").Translator(str(folder), intra_threads=1)
    for source in dict.fromkeys(sources):
        tokens = [*cutter.encode(source, out_type=str), END]
        found = translator.translate_batch(
            [tokens], beam_size=4, num_hypotheses=3, return_scores=True
        )
        told = zip(found[0].hypotheses, found[0].scores, strict=True)
        print(source, [(cutter.decode_pieces(text), round(score, 2)) for text, score in told])


if __name__ == "__main__":
    main()
