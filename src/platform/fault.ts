/** A fault of ours as it may stand in a log. */
export interface Fault {
  name: string
  code?: string
  at: string[]
}

// Safety: messages of errors quote what was typed (a database names the row it refuses); logs get name and place only.
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const { code } = error as { code?: unknown }
  const { message, stack = '' } = error
  // the stack repeats the message, whose lines may look like places
  const places = stack.slice(Math.max(0, stack.indexOf(message)) + message.length)
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: places
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
  }
}
