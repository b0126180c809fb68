import { onPinnedNode, run } from './runtime.mjs'

await onPinnedNode(() => run('next', ['dev', '--port', process.env.PORT || '3000', '--hostname', '127.0.0.1']))
