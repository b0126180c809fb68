import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { KycError } from '@/lib/contract/errors'

const TYPES: Readonly<Record<string, string>> = { '.json': 'application/json', '.wasm': 'application/wasm' }

/**
 * A file out of the installed packages: the same for everybody, and nobody's secret.
 * @param base the path under which `files` are served; it ends with their version.
 */
export async function packagedFile(
  base: string,
  files: Readonly<Record<string, string>>,
  { version, file }: { version: string; file: string },
): Promise<Response> {
  const path = base.endsWith(`/${version}/`) && Object.hasOwn(files, file) ? files[file] : undefined
  if (!path) throw new KycError('NOT_FOUND')
  const bytes = await readFile(join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', path))
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  })
}
