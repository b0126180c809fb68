import { Drawn } from '@/components/ui/icon'

/** The icons of pictures and of what takes them. */
const PATHS = {
  'camera-off':
    'M4 4l16 16M9 5.1l.2-.3h5.6L16.3 7h2.2A1.5 1.5 0 0120 8.5V16M17.5 19h-12A1.5 1.5 0 014 17.5v-9A1.5 1.5 0 015.5 7H7M10 10.3a3.2 3.2 0 004.5 4.5',
  torch: 'M8.5 3.5h7v3.5l-1.8 3V20.5h-3.4V10L8.5 7zM8.5 7h7M12 12.5v1.5',
  flip: 'M4 12a8 8 0 0113.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 01-13.7 5.6L4 15.5M4 20v-4.5h4.5',
  sound: 'M4.5 9.5v5h3.5l4.5 4V5.5L8 9.5zM16 9a4.2 4.2 0 010 6M18.5 6.5a8 8 0 010 11',
  'sound-off': 'M4.5 9.5v5h3.5l4.5 4V5.5L8 9.5zM16.5 9.5l5 5M21.5 9.5l-5 5',
  enlarge: 'M14 4.5h5.5V10M10 19.5H4.5V14M19.5 4.5L13.5 10.5M4.5 19.5l6-6',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12a1.5 1.5 0 001.5 1.5h5.4a1.5 1.5 0 001.5-1.5L17 7M10.5 11v5.5M13.5 11v5.5',
  arrow: 'M5 12h13.5M13 6.5l5.5 5.5-5.5 5.5',
} as const

/** The same as `Icon`, for what comes after the first screen. */
export function CaptureIcon({ name }: { name: keyof typeof PATHS }) {
  return <Drawn path={PATHS[name]} mirrored={name === 'arrow'} />
}
