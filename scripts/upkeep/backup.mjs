import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from '../runtime.mjs'

const USAGE = `Writes a backup to a new folder, while the server serves: the rows as they are at one moment, and the files, encrypted.

  npm run backup -- /backups/2026-11-30

The settings are those of the server, from the environment and .env. The master keys are not in it: it says which it needs.`

await onPinnedNode(
  async () => {
    const [folder, ...more] = process.argv.slice(2)
    if (!folder || folder.startsWith('-') || more.length > 0) throw new Refusal(USAGE)
    readEnvFiles()
    const { backUp } = await loadApp('lib/server/copies/backup-commands.ts')
    const done = await backUp(folder, console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)
