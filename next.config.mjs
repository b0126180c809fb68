import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/server/intl-request.ts',
  // Messages are parsed while building: browsers get no parser.
  experimental: { messages: { path: './messages', locales: 'infer', format: 'json', precompile: true } },
})

/** What `proxy.ts` finds in a frame that may not show it. Not rewritten there: on 127.0.0.1 it takes itself for another server. */
const inRefusedFrames = ['/inapp/kyc', '/inapp/kyc/:path*', '/embed-doctor'].map((source) => ({
  source,
  has: [{ type: 'header', key: 'x-kyc-embedder' }],
  destination: '/inapp/kyc/refused-frame',
}))

/** On every answer, whoever gives it. Over plain HTTP browsers ignore the second (RFC 6797, 8.1). */
const EVERYWHERE = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // `npm run check` checks them; a broker's build does not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Native addons, what starts threads of its own, and what few deployments load stay outside the bundle.
  serverExternalPackages: ['sharp', 'pino', 'tesseract.js', '@aws-sdk/client-kms'],
  // The e2e host page opens the dev server under 127.0.0.1 too.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  devIndicators: false,
  // Each screen waits for its own styles, and not for those of others that share a few with it.
  experimental: { cssChunking: 'graph' },
  headers: () => [{ source: '/:path*', headers: EVERYWHERE }],
  rewrites: () => ({ beforeFiles: inRefusedFrames }),
}

export default withNextIntl(config)
