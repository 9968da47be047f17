import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Writes a file that is made from the source. With `--check` it only says whether the committed one is current. */
export function writeOrCheck(file: string, content: string, command: string): void {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, content);
    console.log(`Wrote ${file}`);
  } else if (existsSync(file) && readFileSync(file, 'utf8') === content) {
    console.log(`${file} is current`);
  } else {
    console.error(`${file} is out of date: run ${command}`);
    process.exitCode = 1;
  }
}
