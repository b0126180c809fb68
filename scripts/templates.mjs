import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { loadApp } from './load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from './runtime.mjs'

const USAGE = `Brings step templates from a file into the deployment's database, or out of it.

  npm run templates -- check templates.json     finds everything that is wrong with the file; needs no database
  npm run templates -- import templates.json    creates and changes the brand's templates, all of them or none
  npm run templates -- export templates.json    writes the brand's templates to the file

--brand acme       the brand; default: KYC_BRAND
--without email    leaves out the template with this code, and may be repeated
--delete-others    import: deletes the brand's templates that the file does not have
--reissue          import: steps that wait for their customer get the new version of a changed template
--by Jo            import: who it was, for the audit; default: the name of the system's user

The settings are those of the server, from the environment and .env. To begin with: templates/starter.json`

await onPinnedNode(
  async () => {
    const command = commandOf(process.argv.slice(2))
    readEnvFiles()
    const { COMMANDS } = await loadApp('lib/server/template-commands.ts')
    const done = await COMMANDS[command.verb](command, console.log, process.env).catch((error) => {
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
        without: { type: 'string', multiple: true, default: [] },
        'delete-others': { type: 'boolean', default: false },
        reissue: { type: 'boolean', default: false },
        by: { type: 'string', default: userInfo().username },
      },
    })
    const [verb, file, ...more] = positionals
    if (!['check', 'import', 'export'].includes(verb) || !file || more.length > 0) throw new Refusal(USAGE)
    const { brand, without, by: operator, 'delete-others': deletes, reissue: reissues } = values
    return { verb, file, brand, without, operator, deletes, reissues }
  } catch (error) {
    throw new Refusal(error instanceof Refusal ? error.message : `${error.message}\n\n${USAGE}`)
  }
}
