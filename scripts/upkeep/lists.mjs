import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from '../runtime.mjs'

const USAGE = `Lists that people are screened against: sanctions, politically exposed persons, your own.

  npm run lists -- add <name> <url or file>...     takes a list and puts it in force
  npm run lists -- check <name> <url or file>...   says what is in one, and changes nothing
  npm run lists -- update [<name>]                 asks the sources of all lists, or of this one, for a newer version
  npm run lists -- remove <name>                   has nobody screened against a list any more; its hits stay with reviewers
  npm run lists -- status                          says which lists are in force, and how old each is

--topic pep        add, check: why its entries are listed, where the file does not say: sanctions, pep, rca or other
--accept <digest>  add, update: takes the version of this digest although more than a tenth of its entries are missing
--by Jo            who it was, for the audit; default: the name of the system's user

The server asks URLs by itself, and reads files again where they are. A list of several files, as OFAC's CSV, is given as
several. <url or file>#sha256=<sum, or the url or file that has it> takes only what has that checksum (sha1, too). The settings are those of the server, from the environment and .env.`

const MOST_WORDS = { add: Infinity, check: Infinity, update: 2, remove: 2, status: 1 }
const LEAST_WORDS = { add: 3, check: 3, update: 1, remove: 2, status: 1 }

await onPinnedNode(
  async () => {
    const command = commandOf(process.argv.slice(2))
    readEnvFiles()
    const { runListCommand } = await loadApp('lib/server/list-commands.ts')
    const done = await runListCommand(command, console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)

function commandOf(args) {
  const { values, positionals } = parsed(args)
  const [verb, name, ...sources] = positionals
  if (!(positionals.length >= LEAST_WORDS[verb] && positionals.length <= MOST_WORDS[verb])) throw new Refusal(USAGE)
  return { verb, name, sources, ...values }
}

function parsed(args) {
  try {
    return parseArgs({
      ...{ args, allowPositionals: true },
      options: {
        topic: { type: 'string' },
        accept: { type: 'string' },
        by: { type: 'string', default: userInfo().username },
      },
    })
  } catch (error) {
    throw new Refusal(`${error.message}\n\n${USAGE}`)
  }
}
