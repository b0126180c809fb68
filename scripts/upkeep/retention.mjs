import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from '../runtime.mjs'

const USAGE = `Lists what would go now by the periods of KYC_RETENTION_FILE, and why. Nothing is changed.

  npm run retention -- plan

The settings are those of the server, from the environment and .env. The server does it every day.`

await onPinnedNode(
  async () => {
    const [verb, ...more] = process.argv.slice(2)
    if (verb !== 'plan' || more.length > 0) throw new Refusal(USAGE)
    readEnvFiles()
    const { printPlan } = await loadApp('lib/server/retention-commands.ts')
    const done = await printPlan(console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)
