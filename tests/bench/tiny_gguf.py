"""Make a model of a few kilobytes that writes noise, to try a server of somebody else's without a download.

A real server's faults are not those that one imagines, and its answers to them even less. This makes a
``llama`` model of one layer whose weights are random, so that llama.cpp, and anything built on it, serves
it on any machine in seconds::

    python -m venv try && try/bin/pip install "llama-cpp-python[server]" gguf      # compiles: ten minutes
    try/bin/python tests/bench/tiny_gguf.py tiny.gguf
    try/bin/python -m llama_cpp.server --model tiny.gguf --model_alias tiny --n_ctx 65536 --port 8123
    briefing doctor --base-url http://127.0.0.1:8123/v1 -m tiny
    briefing write report.txt --base-url http://127.0.0.1:8123/v1 -m tiny

What has to come of it: a brief with everything withheld where the server holds the model to the schema,
one clear line and exit code 1 where it does not, and never a traceback.

The vocabulary is the 256 bytes, so a prompt has as many tokens as bytes. Left alone, noise would never close
a bracket; one dimension of the model therefore carries how common each byte is, with the marks of JSON among
the most common (``--endless`` leaves it out: an answer then always ends at the output cap). The seed is
fixed: the same options make the same file. Needs ``gguf`` and ``numpy``, and nothing of this project.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import gguf
import numpy as np

SEED = 20261123
WIDTH, HEADS, INNER = 64, 4, 128
CONTEXT = 65_536
UNKNOWN, BEGINS, ENDS, FIRST_BYTE = 0, 1, 2, 3
# A prompt in which every role is one line, as the chat templates of most open models have it.
CHAT_TEMPLATE = (
    "{% for message in messages %}[{{ message['role'] }}]\n{{ message['content'] }}\n{% endfor %}[assistant]\n"
)


def vocabulary() -> tuple[list[str], list[int]]:
    """The pieces and their types: three marks, the 256 bytes, and the piece that stands for a space."""
    pieces = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), "▁"]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    return pieces, [*kinds, *[gguf.TokenType.BYTE] * 256, gguf.TokenType.NORMAL]


def commonness(size: int) -> np.ndarray:
    """How common each token is, as a logit: letters 0, the marks that end things above, other bytes below."""
    logits = np.full(size, -1.5, dtype=np.float32)
    weights = {"abcdefghijklmnopqrstuvwxyz0123456789": 0.0, '"]}': 1.0, ",:[{": 0.5, "\\": -0.5}
    for characters, weight in weights.items():
        for character in characters:
            logits[FIRST_BYTE + ord(character)] = weight
    logits[[ENDS, size - 1]] = 0.5
    logits[[UNKNOWN, BEGINS]] = -9.0
    return logits


def weights(size: int, *, endless: bool) -> dict[str, np.ndarray]:
    """The tensors of one layer by llama.cpp's names, random but for the dimension that carries commonness."""
    random = np.random.default_rng(SEED)

    def noise(rows: int, columns: int, scale: float) -> np.ndarray:
        return (random.standard_normal((rows, columns)) * scale).astype(np.float32)

    embeddings, output = noise(size, WIDTH, 1.0), noise(size, WIDTH, 0.1)
    if not endless:
        embeddings[:, 0] = 8.0
        # The final norm scales the constant down by the length of what it stands in.
        output[:, 0] = commonness(size) / (8.0 / np.sqrt((WIDTH - 1 + 64.0) / WIDTH))
    layer = {name: noise(WIDTH, WIDTH, 0.02) for name in ("attn_q", "attn_k", "attn_v", "attn_output")}
    layer |= {name: noise(INNER, WIDTH, 0.02) for name in ("ffn_gate", "ffn_up")}
    layer["ffn_down"] = noise(WIDTH, INNER, 0.02)
    ones = np.ones(WIDTH, dtype=np.float32)
    tensors = {"token_embd": embeddings, "output": output, "output_norm": ones}
    tensors |= {f"blk.0.{name}": tensor for name, tensor in layer.items()}
    return tensors | {"blk.0.attn_norm": ones, "blk.0.ffn_norm": ones}


def write_model(path: Path, *, endless: bool = False) -> None:
    """Write the model to *path*."""
    pieces, kinds = vocabulary()
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("noise")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(pieces))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores([0.0] * len(pieces))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(BEGINS)
    writer.add_eos_token_id(ENDS)
    writer.add_unk_token_id(UNKNOWN)
    writer.add_chat_template(CHAT_TEMPLATE)
    for name, tensor in weights(len(pieces), endless=endless).items():
        writer.add_tensor(f"{name}.weight", tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description="Write a tiny model of random weights.")
    parser.add_argument("path", type=Path, metavar="FILE.gguf")
    parser.add_argument("--endless", action="store_true", help="all bytes equally common: answers never end")
    arguments = parser.parse_args()
    write_model(arguments.path, endless=arguments.endless)


if __name__ == "__main__":
    main()
