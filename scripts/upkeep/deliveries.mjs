import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from '../runtime.mjs'

const USAGE = `Says whether callbacks, webhooks and emails go out. A copy that was restored sends none until it is told to.

  npm run deliveries -- status
  npm run deliveries -- resume                     also what waited before: the original may have sent it
  npm run deliveries -- resume --without-waiting   what waited before becomes dead letters, which can be sent one by one

The settings are those of the server, from the environment and .env. The server may run meanwhile, or not.`

const COMMAND = { status: 'status', resume: 'resume', 'resume --without-waiting': 'resume-without-waiting' }

await onPinnedNode(
  async () => {
    const name = COMMAND[process.argv.slice(2).join(' ')]
    if (!name) throw new Refusal(USAGE)
    readEnvFiles()
    const { COMMANDS } = await loadApp('lib/server/copies/delivery-commands.ts')
    const done = await COMMANDS[name](console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)
