import styles from './icon.module.css'

/** One family: 24 px grid, 1.75 px strokes, round ends. */
const PATHS = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  'check-circle': 'M12 21a9 9 0 100-18 9 9 0 000 18zM8.5 12.2l2.5 2.5 4.7-5',
  alert: 'M12 8.5v4.5M12 16.5v.01M10.3 4.2L2.9 17a2 2 0 001.7 3h14.8a2 2 0 001.7-3L13.7 4.2a2 2 0 00-3.4 0z',
  info: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 11.5V16M12 8v.01',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7.5V12l3 2',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  'chevron-down': 'M6 9.5l6 6 6-6',
  user: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20c.8-3.4 3.9-5 7.5-5s6.7 1.6 7.5 5',
  id: 'M4.5 5h15a1.5 1.5 0 011.5 1.5v11a1.5 1.5 0 01-1.5 1.5h-15a1.5 1.5 0 01-1.5-1.5v-11a1.5 1.5 0 011.5-1.5zM8.5 12a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6zM6 15.5c1-2.5 4-2.5 5 0M14 9.5h4M14 12.5h4M14 15.5h3',
  home: 'M4 11l8-7 8 7M6 9.5V19a1 1 0 001 1h10a1 1 0 001-1V9.5M10 20v-5.5h4V20',
  wallet:
    'M4 7.5A2.5 2.5 0 016.5 5H17a1 1 0 011 1v2M4 7.5V17a3 3 0 003 3h12a1 1 0 001-1V9a1 1 0 00-1-1H5.5A1.5 1.5 0 014 7.5zM16.5 14v.01',
  receipt: 'M6 3.5h12V20.5l-2.4-1.5-2.4 1.5L12 19l-1.2 1.5L8.4 19 6 20.5zM9 8.5h6M9 12h6M9 15.5h3.5',
  camera:
    'M4 8.5A1.5 1.5 0 015.5 7h2.2l1.5-2.2h5.6L16.3 7h2.2A1.5 1.5 0 0120 8.5v9a1.5 1.5 0 01-1.5 1.5h-13A1.5 1.5 0 014 17.5zM12 16a3.2 3.2 0 100-6.4 3.2 3.2 0 000 6.4z',
  globe:
    'M12 21a9 9 0 100-18 9 9 0 000 18zM3 12h18M12 3c2.6 2.5 3.8 5.6 3.8 9s-1.2 6.5-3.8 9c-2.6-2.5-3.8-5.6-3.8-9S9.4 5.5 12 3z',
  phone: 'M8.5 3h7A1.5 1.5 0 0117 4.5v15a1.5 1.5 0 01-1.5 1.5h-7A1.5 1.5 0 017 19.5v-15A1.5 1.5 0 018.5 3zM11 17.8h2',
  upload: 'M12 15.5V4.5M7.5 8.5L12 4l4.5 4.5M4.5 15v3.5A1.5 1.5 0 006 20h12a1.5 1.5 0 001.5-1.5V15',
  file: 'M13.5 3.5H7A1.5 1.5 0 005.5 5v14A1.5 1.5 0 007 20.5h10a1.5 1.5 0 001.5-1.5V8.5zM13.5 3.5v5h5',
  retry: 'M4.5 12a7.5 7.5 0 107.5-7.5H8.5M11.5 1.5l-3 3 3 3',
  lock: 'M7 10.5h10A1.5 1.5 0 0118.5 12v7a1.5 1.5 0 01-1.5 1.5H7A1.5 1.5 0 015.5 19v-7A1.5 1.5 0 017 10.5zM8.5 10.5V7.5a3.5 3.5 0 017 0v3',
  shield: 'M12 3.5l7 2.5v5.5c0 4.3-2.9 7.5-7 9-4.1-1.5-7-4.7-7-9V6zM9 12l2.2 2.2L15.2 10',
  chat: 'M4.5 5.5h15v11h-8L7 20v-3.5H4.5z',
  pencil: 'M5 19l1-4L16 5l3 3L9 18z',
  external: 'M13.5 4.5h6v6M19.5 4.5l-9 9M17.5 13.5V19a1 1 0 01-1 1H5.5a1 1 0 01-1-1V7.5a1 1 0 011-1H11',
} as const

export type IconName = keyof typeof PATHS

/** Draws an icon at the size of the text around it; it says nothing to a screen reader. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return <Drawn path={PATHS[name]} mirrored={name === 'back' || name === 'forward'} className={className} />
}

type DrawnProps = { path: string; mirrored?: boolean; className?: string | undefined }

/** Draws a path of the same family: for icons that only some screens have, and the first one need not wait for. */
export function Drawn({ path, mirrored, className }: DrawnProps) {
  return (
    <svg
      className={[styles.icon, mirrored && styles.mirrored, className].filter(Boolean).join(' ')}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  )
}
