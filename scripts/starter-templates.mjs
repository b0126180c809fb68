import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadApp } from './load-app.mjs'
import { onPinnedNode, root } from './runtime.mjs'

const FILE = join(root, 'templates', 'starter.json')

// With --print it is only printed: the test that the file is current asks for it.
await onPinnedNode(async () => {
  const { starterTemplates } = await loadApp('lib/server/starter-templates.ts')
  const text = await starterTemplates()
  if (process.argv.includes('--print')) process.stdout.write(text)
  else {
    mkdirSync(join(root, 'templates'), { recursive: true })
    writeFileSync(FILE, text)
  }
  return 0
})
