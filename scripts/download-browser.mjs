import { createInterface } from 'node:readline'
import { exitCodeOf, start } from './runtime.mjs'

const WITHIN_MS = 240_000
const ATTEMPT = /^Downloading (.+?) from /

/** Downloads Playwright's Chromium. What fails is tried once: the four tries more that Playwright makes fail as well. */
export async function downloadBrowser() {
  const child = start('playwright', ['install', 'chromium', '--no-shell'], {
    // Where npm is silent Playwright would not say what it tries.
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', npm_config_loglevel: 'notice', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: WITHIN_MS,
  })
  const tried = new Set()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [, title] = ATTEMPT.exec(line) ?? []
    if (title && tried.has(title)) child.kill()
    else console.log(line)
    tried.add(title)
  })
  return await exitCodeOf(child)
}
