import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { downloadBrowser } from './download-browser.mjs'
import { Refusal, run } from './runtime.mjs'

const NAMED_BY = ['KYC_BROWSER', 'CHROME_PATH', 'CHROMIUM_PATH']
const PROGRAMS = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  ...['microsoft-edge', 'microsoft-edge-stable', 'google-chrome-beta', 'brave-browser'],
]
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell']
/** Where one may be that is not on the path. */
const APPLICATIONS = [
  '/usr/lib/chromium/chromium',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
/** Each system's package manager, and what it must be told; apt and dnf need to be root. */
const PACKAGE_MANAGERS = [
  {
    program: 'apt-get',
    asRoot: true,
    // Not every release has the second one.
    steps: [['update'], ['install', '--yes', 'chromium'], ['install', '--yes', 'chromium-headless-shell']],
  },
  { program: 'dnf', asRoot: true, steps: [['install', '--assumeyes', 'chromium']] },
  { program: 'apk', asRoot: true, steps: [['add', 'chromium', 'font-noto']] },
  { program: 'brew', asRoot: false, steps: [['install', '--cask', 'chromium']] },
]
const INSTALL_WITHIN_MS = 420_000

/**
 * The path of a Chromium that starts, and where it was found: named by the environment, the system's, the
 * test runner's own download, or installed by the system's package manager. There is no going on without one.
 */
export async function findBrowser() {
  for (const find of [named, systems, downloaded, download, installed]) {
    const found = await find()
    if (found) return found
  }
  throw new Refusal(
    'No Chromium was found and none could be installed. Install one, or name its program in KYC_BROWSER.',
  )
}

function named() {
  const variable = NAMED_BY.find((name) => process.env[name])
  if (!variable) return undefined
  const path = process.env[variable]
  if (starts(path)) return { path, from: variable }
  throw new Refusal(`${variable} names ${path}, which is no browser that starts.`)
}

function systems() {
  const path = [...PROGRAMS.flatMap(inPath), ...APPLICATIONS].find(starts)
  return path && { path, from: 'the system' }
}

async function downloaded(from = "the test runner's downloads") {
  const { chromium } = await import('@playwright/test')
  const path = revisionsOf(chromium.executablePath()).find(starts)
  return path && { path, from }
}

/**
 * The path of a Chromium without a window, if there is one: it shows pages alike for about two thirds of the processor,
 * but has no camera. Undefined where there is none, or another is named by the environment: that one does as well.
 */
export function findShell() {
  if (NAMED_BY.some((name) => process.env[name])) return undefined
  return SHELLS.flatMap(inPath).find(starts)
}

/** The same program in each revision that was ever downloaded: the wanted one first, then the newest. */
export function revisionsOf(path) {
  const [, folder, program] = /^(.+[\\/])chromium-\d+([\\/].+)$/.exec(path) ?? []
  if (!folder || !existsSync(folder)) return [path]
  const revisions = readdirSync(folder).flatMap((name) => /^chromium-(\d+)$/.exec(name)?.[1] ?? [])
  const newestFirst = revisions.sort((one, other) => other - one)
  return [...new Set([path, ...newestFirst.map((revision) => `${folder}chromium-${revision}${program}`)])]
}

async function download() {
  console.log('No browser here yet: downloading one with Playwright')
  await downloadBrowser()
  return await downloaded('a new download of the test runner')
}

async function installed() {
  const manager = PACKAGE_MANAGERS.find(({ program }) => inPath(program).length > 0)
  if (!manager) return undefined
  const sudo = manager.asRoot && process.getuid?.() !== 0 ? ['sudo', '-n'] : []
  console.log(`No browser could be downloaded: installing one with ${manager.program}`)
  for (const step of manager.steps) {
    const [program, ...args] = [...sudo, manager.program, ...step]
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run(program, args, { env, timeout: INSTALL_WITHIN_MS }).catch(() => undefined)
  }
  const found = systems()
  return found && { ...found, from: manager.program }
}

function inPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).filter(existsSync)
}

/** Some systems have a program of that name that only says where to get the browser. */
function starts(path) {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true
  try {
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000, stdio: 'pipe' }))
  } catch {
    return false
  }
}
