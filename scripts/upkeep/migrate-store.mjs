import { parseArgs } from 'node:util'
import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal, readEnvFiles } from '../runtime.mjs'

const USAGE = `Moves the data of a deployment on SQLite and disk: the rows to Postgres, the files to a bucket, or only one of them.

  npm run migrate-store -- --to postgres://… --files 's3://bucket/prefix?endpoint=https://…'

Run it while the server serves, as often as you like; then stop the server and run it once more: it copies what is new, verifies
row by row and file by file, and says that it is done. The settings are those of the server, from the environment and .env.`

await onPinnedNode(
  async () => {
    const destination = destinationOf(process.argv.slice(2))
    readEnvFiles()
    const { migrateStore } = await loadApp('lib/server/copies/move-commands.ts')
    const done = await migrateStore(destination, console.log).catch((error) => {
      throw error.message?.startsWith('The configuration') ? new Refusal(error.message) : error
    })
    return done ? 0 : 1
  },
  { withoutTools: () => true },
)

function destinationOf(args) {
  try {
    const { values } = parseArgs({ args, options: { to: { type: 'string' }, files: { type: 'string' } } })
    if (!values.to && !values.files) throw new Refusal(USAGE)
    return { to: values.to, files: values.files }
  } catch (error) {
    throw new Refusal(error instanceof Refusal ? error.message : `${error.message}\n\n${USAGE}`)
  }
}
