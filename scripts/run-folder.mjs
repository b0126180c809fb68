import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^run-(\d+)$/

/**
 * Makes the folder of this run within `parent`: its reports, its journeys and its server's data are there, so two
 * runs never meet. What runs that have ended left behind, killed ones too, is removed.
 */
export function makeRunFolder(parent, pid = process.pid) {
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    const owner = Number(NAME.exec(name)?.[1])
    if (owner === pid || (owner && !isAlive(owner))) rmSync(join(parent, name), { recursive: true, force: true })
  }
  const folder = join(parent, `run-${pid}`)
  mkdirSync(folder)
  return folder
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
