"""TRL's PPO trainer: seconds a step and peak memory.

Runs in the peer's own environment: ppo.py MODEL PROMPTS.json STEPS lora|full. PROMPTS.json is a
list of token-id lists. A step is one rollout of 8 answers of 32 tokens, learnt from in 4 epochs of
one minibatch, in float32; LoRA is rank 16 on all linear layers of the policy. Reward and value
models are the same folder with new heads.
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
from transformers import (
    AutoModelForCausalLM,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    PreTrainedModel,
)
from trl.experimental.ppo import PPOConfig, PPOTrainer

ROLLOUT = 8
TOKENS = 32
EPOCHS = 4


def scorer(folder: str) -> PreTrainedModel:
    """Return the base with a new scalar head."""
    model: PreTrainedModel = AutoModelForSequenceClassification.from_pretrained(
        folder, num_labels=1, dtype=torch.float32
    )
    return model


def main() -> None:
    """Train and print."""
    folder, prompts, steps, method = sys.argv[1:5]
    lora = method == "lora"
    tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
    if tokenizer.pad_token_id in (None, tokenizer.eos_token_id):
        tokenizer.pad_token = "<|endoftext|>"
    ids = json.loads(Path(prompts).read_text(encoding="utf-8"))
    data = Dataset.from_list([{"input_ids": prompt} for prompt in ids])
    policy = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    reference = None
    if not lora:
        reference = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    adapter = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
    trainer = PPOTrainer(
        args=PPOConfig(
            output_dir=str(Path(prompts).parent / "trl"),
            per_device_train_batch_size=ROLLOUT,
            gradient_accumulation_steps=1,
            num_mini_batches=1,
            num_ppo_epochs=EPOCHS,
            total_episodes=ROLLOUT * int(steps),
            response_length=TOKENS,
            local_rollout_forward_batch_size=ROLLOUT,
            temperature=0.9,
            stop_token="eos",
            missing_eos_penalty=1.0,
            bf16=False,
            gradient_checkpointing=False,
            num_sample_generations=0,
            report_to=[],
            save_strategy="no",
            use_cpu=True,
            disable_tqdm=True,
        ),
        processing_class=tokenizer,
        model=policy,
        ref_model=reference,
        reward_model=scorer(folder),
        value_model=scorer(folder),
        train_dataset=data,
        eval_dataset=data,
        peft_config=adapter if lora else None,
    )
    began = time.perf_counter()
    trainer.train()
    report = {
        "seconds_per_step": (time.perf_counter() - began) / int(steps),
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9,
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
