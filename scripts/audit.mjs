import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { loadApp } from './load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from './runtime.mjs'

const USAGE = `Verifies the audit, row by row, or takes it out of the deployment's database.

  npm run audit -- verify                names each row that was changed, deleted, put in, moved or cut off
  npm run audit -- export audit.csv      writes the brand's audit to the file; audit.ndjson: as JSON, a row a line
  npm run audit -- anchors anchors.ndjson  writes what the places of KYC_AUDIT_ANCHOR hold to the file

--brand acme          the brand; default: for verify all of them, for export KYC_BRAND
--anchors file        verify: a file with the anchors; default: what the places of KYC_AUDIT_ANCHOR hold
--from 2026-01-01     export: only what happened then or later; a day or a moment
--to 2026-12-31       export: only what happened until then
--by Jo               export: who it was, for the audit; default: the name of the system's user

The settings are those of the server, from the environment and .env. The server may run meanwhile, or not.`

await onPinnedNode(
  async () => {
    const { verb, ...command } = commandOf(process.argv.slice(2))
    readEnvFiles()
    const { COMMANDS } = await loadApp('lib/server/audit-commands.ts')
    const done = await COMMANDS[verb](command, console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)

function commandOf(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        brand: { type: 'string' },
        anchors: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        by: { type: 'string', default: userInfo().username },
      },
    })
    const [verb, file, ...more] = positionals
    const fits = verb === 'verify' ? !file : ['export', 'anchors'].includes(verb) && file
    if (!fits || more.length > 0) throw new Refusal(USAGE)
    const { by: operator, ...options } = values
    return { verb, file, operator, ...options }
  } catch (error) {
    throw new Refusal(error instanceof Refusal ? error.message : `${error.message}\n\n${USAGE}`)
  }
}
