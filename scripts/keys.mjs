import { loadApp } from './load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from './runtime.mjs'

const USAGE = `Shows and changes the master keys that protect the deployment's data, while it serves.

  npm run keys -- status    what each key of KYC_MASTER_KEYS wraps, and which one can be taken out
  npm run keys -- new alias/kyc   has the key service of KYC_KMS_URL make a key and wrap it with its key alias/kyc
  npm run keys -- rotate    wraps everything anew with the newest key; it may be ended and begun again

The settings are those of the server, from the environment and .env.`

await onPinnedNode(
  async () => {
    const [verb, ...more] = process.argv.slice(2)
    const fits = verb === 'new' ? more.length === 1 : ['status', 'rotate'].includes(verb) && more.length === 0
    if (!fits) throw new Refusal(USAGE)
    readEnvFiles()
    const { COMMANDS } = await loadApp('lib/server/key-commands.ts')
    const done = await COMMANDS[verb](console.log, process.env, ...more).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)
