import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBrands } from './brands'

const folder = mkdtempSync(join(tmpdir(), 'kyc-brands-'))
writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
writeFileSync(join(folder, 'huge.png'), Buffer.alloc(40_000))

function read(brands: unknown) {
  const path = join(folder, 'brands.json')
  writeFileSync(path, typeof brands === 'string' ? brands : JSON.stringify(brands))
  return readBrands(path)
}

describe('a brands file', () => {
  it('gives each brand its look, its logo as it travels with the page', () => {
    const read1 = read({ acme: { name: 'Acme', accent: '0A7F5A', radius: 'small', logo: { light: 'logo.svg' } } })
    expect(read1).toEqual({
      brands: {
        acme: {
          ...{ name: 'Acme', accent: '#0a7f5a', radius: 'small' },
          logo: { light: expect.stringMatching(/^data:image\/svg\+xml;base64,/) },
        },
      },
    })
  })

  it.each([
    ['no JSON', '{', /JSON/],
    ['no name', { acme: {} }, /^acme\.name: /],
    ['a word that is not on the list', { acme: { name: 'A', radius: '3px' } }, /^acme\.radius: /],
    ['something else than a colour', { acme: { name: 'A', accent: 'red;x:url(y)' } }, /^acme\.accent: /],
    ['a key that is not known', { acme: { name: 'A', css: 'x' } }, /^acme: .*css/],
    ['a logo that is not there', { acme: { name: 'A', logo: { light: 'gone.svg' } } }, /^acme\.logo\.light: gone\.svg/],
    ['a logo that is too large', { acme: { name: 'A', logo: { light: 'huge.png' } } }, /^acme\.logo\.light: huge\.png/],
    [
      'a document that proves something else',
      { acme: { name: 'A', documents: { identity: ['payslip'] } } },
      /^acme\.documents\.identity: payslip/,
    ],
    ['an address that is a script', { acme: { name: 'A', terms_url: 'javascript:alert(1)' } }, /^acme\.terms_url: /],
  ])('says where it has %s', (_, brands, error) => {
    expect(read(brands)).toEqual({ errors: [expect.stringMatching(error)] })
  })

  it('says that it is not there', () => {
    expect(readBrands(join(folder, 'none.json'))).toEqual({ errors: [expect.stringContaining('none.json')] })
  })
})
