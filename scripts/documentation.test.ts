import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const FOLDERS = ['app', 'components', 'docs', 'e2e', 'lib', 'scripts']
const files = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ),
  ...readdirSync(root),
]
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const pages = files.filter((file) => file.endsWith('.md'))
const sources = files.filter((file) => /\.(tsx?|mjs)$/.test(file))

/** As GitHub makes them of headings. */
const anchorsOf = (page: string) =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Why a link from `file` leads nowhere; none when it leads somewhere. */
function brokenBy(file: string, link: string): string[] {
  const [path = '', anchor] = link.replace(/\s/g, '').split('#')
  const target = path === '' ? file : normalize(join(dirname(file), path))
  if (!existsSync(join(root, target))) return [`${file}: ${link}: there is no such file`]
  return anchor && !anchorsOf(target).includes(anchor) ? [`${file}: ${link}: there is no such heading`] : []
}

it('has links that lead somewhere', () => {
  const broken = pages.flatMap((page) => {
    const text = read(page).replace(/^```.*?^```/gms, '')
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link)
    return links.flatMap((link) => brokenBy(page, link))
  })
  expect(broken).toEqual([])
})

it('is where comments refer to it', () => {
  const references = sources.flatMap((file) =>
    [...read(file).matchAll(/\bdocs\/[\w/-]+\.md(#[\w-]+)?/g)].map(([link]) => ({ file, link })),
  )
  expect(references.flatMap(({ file, link }) => brokenBy('README.md', link).map((why) => `${file}: ${why}`))).toEqual(
    [],
  )
  expect(references.length).toBeGreaterThan(10)
})

it('names files and folders that are there', () => {
  const missing = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:app|components|docs|e2e|lib|messages|public|scripts)\/[\w./()[\]-]+)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`),
  )
  expect(missing).toEqual([])
})

it('names every command that reads .env', () => {
  const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts
  const named = /and JSON single ones:(.*?) read it;/s.exec(read('docs/operators.md'))?.[1] ?? ''
  const reading = Object.entries(scripts).filter(([, run]) =>
    read(/\S+\.mjs/.exec(run)?.[0] ?? '').includes('readEnvFiles()'),
  )
  expect(reading.map(([name]) => name)).toContain('lists')
  expect(reading.filter(([name]) => !named.includes(`\`npm ${name === 'start' ? '' : 'run '}${name}\``))).toEqual([])
})
