/**
 * A `frame-ancestors` source (CSP Level 3, 6.7.2.8) as a pattern for origins as browsers write them. Null for what names
 * no web origin, such as `'none'`.
 * @param self the origin of the screens, where it is known.
 */
export function embedderPattern(source: string, self: string | null): string | null {
  if (source === '*') return '^https?://'
  if (source === "'self'") return self && `^${escaped(self)}$`
  if (/^https?:$/i.test(source)) return source.toLowerCase() === 'https:' ? '^https://' : '^https?://'
  const parts = /^(?:(https?):\/\/)?(\*|(?:\*\.)?[^*/:'[\]]+|\[[^\]]+\])(?::(\d+|\*))?(?:\/.*)?$/i.exec(source)
  if (!parts) return null
  const [, scheme = '', host = '', port = ''] = parts
  // An address of HTTPS fits a source of HTTP.
  const schemes = scheme.toLowerCase() === 'https' ? 'https' : 'https?'
  const hosts = host.startsWith('*') ? `[^/:]+${escaped(host.slice(1))}` : escaped(host)
  const usual = ['', '443', ...(schemes === 'https' ? [] : ['80'])].includes(port)
  const ports = usual ? '' : port === '*' ? '(:\\d+)?' : `:${port}`
  return `^${schemes}://${hosts}${ports}$`
}

/** Whether one of these sources lets a page of this origin embed the screens. */
export function mayEmbed(origin: string, sources: readonly string[], self: string | null): boolean {
  const patterns = sources.flatMap((source) => embedderPattern(source, self) ?? [])
  return patterns.some((pattern) => new RegExp(pattern, 'i').test(origin))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
