/** A table of doors, `GET+POST /path` in a line, as a map from each door to the group that it stands in. */
export const readDoors = <Group extends string>(table: Record<Group, string>): ReadonlyMap<string, Group> =>
  new Map(
    (Object.entries(table) as [Group, string][]).flatMap(([group, lines]) =>
      lines
        .trim()
        .split('\n')
        .flatMap((line) => {
          const [methods, path] = line.trim().split(' ')
          return methods!.split('+').map((method) => [`${method} ${path}`, group] as const)
        }),
    ),
  )
