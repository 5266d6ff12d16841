// nextflow run examples/cluster/main.nf --folds 4 --shares 16. Set the variables that run.sh names first.
params.folds = 4
params.shares = 16

process networks {
    cpus 1
    input: val fold
    output: val fold
    script: "bash \$CMRGAN_HOME/examples/cluster/run.sh fold $fold"
}

process share {
    cpus 1
    input: tuple val(i), val(folds)
    output: val i
    script: "bash \$CMRGAN_HOME/examples/cluster/run.sh share $i ${params.shares}"
}

process tables {
    cpus 1
    input: val shares
    script: "bash \$CMRGAN_HOME/examples/cluster/run.sh gather"
}

workflow {
    folds = networks(Channel.of(1..params.folds)).collect()
    shares = share(Channel.of(1..params.shares).combine(folds.toList())).collect()
    tables(shares)
}
