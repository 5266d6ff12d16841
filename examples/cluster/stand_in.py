#!/usr/bin/env python3
# Copyright (c) 2026, CMR GAN developers
# SPDX-License-Identifier: BSD-2-Clause
"""Stands in for schedulers, so that the examples can be tried where there are none, one job after another.

    stand_in.py slurm FOLDS SHARES       runs slurm.sh with an sbatch that runs arrays at once
    stand_in.py snakemake FOLDS SHARES   runs the rules of Snakefile in the order of their files
    stand_in.py nextflow FOLDS SHARES    runs the workflow of main.nf, each process for one item after another
"""
import os
import re
import stat
import subprocess
import sys
import tempfile
import types

HERE = os.path.dirname(os.path.abspath(__file__))
SBATCH = r'''#!/bin/bash
# Runs what is given with --wrap, for each index of --array, and fails if one of them does.
array=1
while [ $# -gt 0 ]; do
  case $1 in
  --array=*) array=${1#--array=} ;;
  --dependency=afterok:*) [ -e "$STAND_IN/${1#--dependency=afterok:}" ] || { echo "no such job" >&2; exit 1; } ;;
  --wrap) wrap=$2; shift ;;
  esac
  shift
done
for i in $(seq "${array%-*}" "${array#*-}"); do SLURM_ARRAY_TASK_ID=$i bash -c "$wrap" >&2 || exit 1; done
id=$(ls "$STAND_IN" | wc -l)
touch "$STAND_IN/$id"
echo "$id"
'''


def slurm(folds, shares):
    with tempfile.TemporaryDirectory() as folder:
        sbatch = os.path.join(folder, 'bin', 'sbatch')
        os.makedirs(os.path.dirname(sbatch))
        os.mkdir(os.path.join(folder, 'jobs'))
        with open(sbatch, 'w') as out:
            out.write(SBATCH)
        os.chmod(sbatch, os.stat(sbatch).st_mode | stat.S_IXUSR)
        environment = dict(os.environ, PATH=os.path.dirname(sbatch) + os.pathsep + os.environ['PATH'],
                           STAND_IN=os.path.join(folder, 'jobs'))
        return subprocess.call(['bash', os.path.join(HERE, 'slurm.sh'), folds, shares], env=environment)


def snakemake(folds, shares):
    """Reads what Snakefile uses of the language: constants, and rules with input, output and shell."""
    names = {'config': {'folds': folds, 'shares': shares}, 'touch': lambda name: name,
             'expand': lambda pattern, **over: [pattern.format(**{k: v}) for k, vs in over.items() for v in vs]}
    rules = []
    for line in open(os.path.join(HERE, 'Snakefile'), encoding='utf-8'):
        part = re.match(r'    (\w+): (.*)', line)
        if part:
            rules[-1][part.group(1)] = eval(part.group(2), names)
        elif line.startswith('rule '):
            rules.append({})
        elif not line.startswith('#'):
            exec(line, names)

    def make(name):
        if os.path.exists(name):
            return
        for rule in rules:
            fits = re.fullmatch(re.sub(r'\{(\w+)\}', r'(?P<\1>\\d+)', rule.get('output', '')), name)
            if not fits:
                continue
            for needed in [rule['input']] if isinstance(rule.get('input'), str) else rule.get('input', []):
                make(needed)
            command = re.sub(r'\{wildcards\.(\w+)\}', lambda m: fits.group(m.group(1)), rule['shell'])
            print(command, flush=True)
            subprocess.run(['bash', '-c', command], check=True)
            os.makedirs(os.path.dirname(name), exist_ok=True)
            open(name, 'w').close()
            return
        raise SystemExit('no rule makes ' + name)

    make(rules[0]['input'])
    return 0


class Channel(list):
    """What main.nf uses of Nextflow's channels."""

    @staticmethod
    def of(*items):
        return Channel(items)

    def collect(self):
        return Channel([list(self)])

    toList = collect

    def combine(self, other):
        return Channel([item] + more for item in self for more in other)


def nextflow(folds, shares):
    """Reads what main.nf uses of the language: processes with values and a script in one line, and a workflow of assignments."""
    text = open(os.path.join(HERE, 'main.nf'), encoding='utf-8').read()
    names = {'Channel': Channel, 'params': types.SimpleNamespace(folds=int(folds), shares=int(shares))}

    def process(body):
        taken = re.findall(r'val[ (](\w+)', re.search(r'input: (.*)', body).group(1))
        given = re.search(r'output: val (\w+)', body)
        script = re.search(r'script: "(.*)"', body).group(1)

        def run(channel):
            out = Channel()
            for item in channel:
                values = dict(names, **dict(zip(taken, item if len(taken) > 1 else [item])))
                command = re.sub(r'(?<!\\)\$(\{[\w.]+\}|\w+)', lambda m: str(eval(m.group(1).strip('{}'), values)), script)
                command = command.replace('\\$', '$')
                print(command, flush=True)
                subprocess.run(['bash', '-c', command], check=True)
                if given:
                    out.append(values[given.group(1)])
            return out

        return run

    for name, body in re.findall(r'process (\w+) \{\n(.*?)\n\}', text, re.S):
        names[name] = process(body)
    for line in re.search(r'workflow \{\n(.*?)\n\}', text, re.S).group(1).splitlines():
        exec(re.sub(r'(\d+)\.\.([\w.]+)', r'*range(\1, \2 + 1)', line.strip()), names)
    return 0


if __name__ == '__main__':
    if len(sys.argv) != 4 or sys.argv[1] not in ('slurm', 'snakemake', 'nextflow'):
        sys.exit(__doc__)
    sys.exit({'slurm': slurm, 'snakemake': snakemake, 'nextflow': nextflow}[sys.argv[1]](*sys.argv[2:]))
