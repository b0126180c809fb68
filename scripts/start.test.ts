import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { root } from './runtime.mjs'

it.each(['abc', '0', '70000', '3000.5'])('npm start says in one line that PORT=%s is none', (PORT) => {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const, PORT }
  const { status, stderr } = spawnSync('node', ['scripts/start.mjs'], { cwd: root, encoding: 'utf8', env })
  expect([status, stderr.trim()]).toEqual([1, `PORT: must be a number from 1 to 65535, and is "${PORT}".`])
})
