import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from '../runtime.mjs'

const USAGE = `Brings a backup into an empty database and an empty file store, and verifies what is there then.

  npm run restore -- /backups/2026-11-30

The settings say where to, from the environment and .env, as for a server: it need not be the kind of database and store that the
backup is of. Ended in the middle, it goes on when it is run again. What was restored delivers nothing: npm run deliveries.`

await onPinnedNode(
  async () => {
    const [folder, ...more] = process.argv.slice(2)
    if (!folder || folder.startsWith('-') || more.length > 0) throw new Refusal(USAGE)
    readEnvFiles()
    const { restore } = await loadApp('lib/server/copies/restore-commands.ts')
    const done = await restore(folder, console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)
