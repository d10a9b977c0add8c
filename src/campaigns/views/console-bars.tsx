/**
 * A small picture of a row of counts. The numbers stand in a table beside it, so to who cannot see it this says nothing
 * new. Sizes are attributes: the pages allow no inline style.
 */
export function Bars({ counts }: { counts: readonly number[] }) {
  const highest = Math.max(1, ...counts)
  const width = 12
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${Math.max(counts.length, 10) * width} 60`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {counts.map((count, i) => {
        const height = Math.max(count > 0 ? 2 : 0, (count / highest) * 58)
        return (
          <rect
            x={String(i * width + 1)}
            y={String(60 - height)}
            width={String(width - 3)}
            height={String(height)}
          />
        )
      })}
    </svg>
  )
}
