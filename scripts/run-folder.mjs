import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a folder of this run's own within `parent`, so that two runs never meet. What runs that have ended left
 * there, killed ones too, is removed.
 */
export function makeRunFolder(parent, prefix = 'run-') {
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent).filter((name) => name.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length))
    if (owner === process.pid || (owner > 0 && !isAlive(owner))) remove(join(parent, name))
  }
  const folder = join(parent, `${prefix}${process.pid}`)
  mkdirSync(folder)
  return folder
}

/** What the tests leave in the system's folder for such things goes with the run. */
export function makeTemporaryFolder() {
  const made = makeRunFolder(tmpdir(), 'inapp-kyc-run-')
  // Postgres, which runs as another user where this one is root, has a folder in it.
  chmodSync(made, 0o711)
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = made
  return made
}

/** What cannot be removed is somebody else's. */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
