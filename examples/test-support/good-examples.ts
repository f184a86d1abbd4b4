import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** A whole integration in one language. `built`: the folder that it is compiled to. */
export interface GoodExample {
  name: string;
  /** The programs that it needs on the path, and the Debian packages that have them. */
  programs: readonly string[];
  packages: readonly string[];
  /** Returns the command that compiles it. */
  build?(built: string): string[];
  /** Returns the command that carries out a brief. */
  command(built: string): string[];
}

const assemblies = ['System.Net.Http', 'System.Runtime.Serialization', 'System.Xml', 'System.Xml.Linq'];

export const goodExamples: readonly GoodExample[] = [
  {
    name: 'python',
    programs: ['python3'],
    packages: ['python3'],
    command: () => ['python3', 'examples/python/submit_receipt.py'],
  },
  {
    name: 'typescript',
    programs: [],
    packages: [],
    command: () => [process.execPath, 'examples/typescript/submit-receipt.ts'],
  },
  {
    name: 'csharp',
    programs: ['mono', 'mcs'],
    packages: [
      'mono-mcs',
      'mono-runtime',
      'libmono-system-net-http4.0-cil',
      'libmono-system-runtime-serialization4.0-cil',
      'libmono-system-xml-linq4.0-cil',
    ],
    build: (built) => [
      ...['mcs', '-langversion:7', '-warnaserror', `-out:${built}/SubmitReceipt.exe`],
      ...assemblies.map((name) => `-r:${name}`),
      ...globSync('examples/csharp/*.cs').sort(),
    ],
    command: (built) => ['mono', `${built}/SubmitReceipt.exe`],
  },
  {
    name: 'java',
    programs: ['java', 'javac'],
    packages: ['openjdk-17-jdk-headless'],
    build: (built) => [
      'javac',
      '-Xlint:all,-serial',
      '-Werror',
      '-d',
      built,
      ...globSync('examples/java/*.java').sort(),
    ],
    // The option shortens the start of a short process.
    command: (built) => ['java', '-XX:TieredStopAtLevel=1', '-cp', built, 'SubmitReceipt'],
  },
  {
    name: 'php',
    programs: ['php'],
    packages: ['php-cli', 'php-curl'],
    command: () => ['php', 'examples/php/submit-receipt.php'],
  },
];

/** Returns the programs that are not on the path. */
export function missingPrograms({ programs }: GoodExample): string[] {
  return programs.filter((program) => {
    const { error, status } = spawnSync('which', [program]);
    return error !== undefined || status !== 0;
  });
}
