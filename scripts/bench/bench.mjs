import { readdirSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { basename, extname } from 'node:path'
import { onPinnedNode, Refusal } from '../runtime.mjs'

/** One experiment a file beside this one, each with `measure(args, print)`. */
const EXPERIMENTS = readdirSync(import.meta.dirname)
  .filter((file) => extname(file) === '.mjs' && file !== 'bench.mjs')
  .map((file) => basename(file, '.mjs'))

const USAGE = `Measures what something costs on this machine: npm run bench -- <experiment> [options]

Experiments: ${EXPERIMENTS.join(', ')}`

await onPinnedNode(
  async () => {
    const [name, ...args] = process.argv.slice(2)
    if (!EXPERIMENTS.includes(name)) throw new Refusal(USAGE)
    const load = () => loadavg().map((number) => number.toFixed(2))
    console.log(
      `${availableParallelism()} processors, ${cpus()[0]?.model ?? 'unknown'}; load before ${load().join(' ')}`,
    )
    const { measure } = await import(`./${name}.mjs`)
    await measure(args, console.log)
    console.log(`load after ${load().join(' ')}`)
    return 0
  },
  { withoutTools: () => true },
)
