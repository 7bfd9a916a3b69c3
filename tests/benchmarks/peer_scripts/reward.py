"""TRL's reward trainer on given pairs; prints pairs per second and held-out accuracy.

Runs in the peer's own environment: reward.py MODEL TRAIN.jsonl HELD_OUT.jsonl lora|full [SEED].
LoRA is rank 16 on all linear layers with bfloat16 weights; full is float32. Batches of 8, one
epoch.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from datasets import Dataset
from peft import LoraConfig
from transformers import AutoModelForSequenceClassification, AutoTokenizer, set_seed
from trl import RewardConfig, RewardTrainer

BATCH = 8
LONGEST = 256
RATES = {"lora": 1e-4, "full": 1e-5}


def rows(path: str) -> Dataset:
    """Read pairs of conversations."""
    return Dataset.from_list([json.loads(line) for line in Path(path).open(encoding="utf-8")])


def main() -> None:
    """Train, evaluate, print."""
    folder, train, held_out, method = sys.argv[1:5]
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 42
    set_seed(seed)
    lora = method == "lora"
    model = AutoModelForSequenceClassification.from_pretrained(
        folder, num_labels=1, dtype=torch.bfloat16 if lora else torch.float32
    )
    adapter = LoraConfig(
        r=16,
        lora_alpha=32,
        target_modules="all-linear",
        task_type="SEQ_CLS",
        modules_to_save=["score"],
    )
    trainer = RewardTrainer(
        model=model,
        args=RewardConfig(
            output_dir=str(Path(train).parent / "trl"),
            per_device_train_batch_size=BATCH,
            per_device_eval_batch_size=BATCH,
            num_train_epochs=1,
            learning_rate=RATES[method],
            max_length=LONGEST,
            bf16=False,
            gradient_checkpointing=False,
            report_to=[],
            save_strategy="no",
            use_cpu=True,
            seed=seed,
            disable_tqdm=True,
        ),
        train_dataset=rows(train),
        eval_dataset=rows(held_out),
        processing_class=AutoTokenizer.from_pretrained(folder),
        peft_config=adapter if lora else None,
    )
    began = time.perf_counter()
    trainer.train()
    trained = time.perf_counter()
    measured = trainer.evaluate()
    report = {
        "train_pairs_per_s": len(trainer.train_dataset) / (trained - began),
        "evaluate_pairs_per_s": len(trainer.eval_dataset) / (time.perf_counter() - trained),
        "accuracy": measured["eval_accuracy"],
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9,
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
