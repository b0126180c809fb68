import { parseArgs } from 'node:util'
import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from '../runtime.mjs'

const USAGE = `Looks at a file of rules of risk (docs/risk.md) before the server does.

  npm run risk -- check risk.json     finds everything that is wrong with the file, and, where there is a database, each name of
                                      a field, an answer or a step that no template has
  npm run risk -- replay risk.json    what these rules would have decided on the history, beside what was decided

--brand acme             only this brand of the file; default: all of them
--to differences.ndjson  replay: writes each customer with a difference to this new file, a line each

Neither changes anything. The settings are those of the server, from the environment and .env.`

await onPinnedNode(
  async () => {
    const { verb, ...command } = commandOf(process.argv.slice(2))
    readEnvFiles()
    const { COMMANDS } = await loadApp('lib/server/risk-commands.ts')
    const done = await COMMANDS[verb](command, console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)

function commandOf(args) {
  try {
    const options = { brand: { type: 'string' }, to: { type: 'string' } }
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const [verb, file, ...more] = positionals
    if (!['check', 'replay'].includes(verb) || !file || more.length > 0) throw new Refusal(USAGE)
    return { verb, file, brand: values.brand, to: values.to }
  } catch (error) {
    throw new Refusal(error instanceof Refusal ? error.message : `${error.message}\n\n${USAGE}`)
  }
}
