'use strict';

// Stands in for `@vscode/spdlog`, the file logger of VS Code, whose native part is not there in a server that was
// installed without a compiler: without it nothing is ever written to a log, and the Output panel stays empty.
const { createWriteStream, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  #stream;
  #isBare = false;
  #level = 2;

  constructor(file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#stream = createWriteStream(file, { flags: 'a' });
    // A log that cannot be written (its folder is gone when a test ends) must not end the host.
    this.#stream.on('error', () => undefined);
    for (const [level, name] of levels.entries()) {
      this[name] = (text) => {
        if (level >= this.#level) this.#stream.write(this.#isBare ? text : stamped(name, text));
      };
    }
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  clearFormatters() {
    this.#isBare = true;
  }

  setPattern() {
    // VS Code asks for one pattern only, which `stamped` follows.
  }

  flush() {
    // What is written is on its way already.
  }

  drop() {
    this.#stream.end();
  }
}

function stamped(level, text) {
  const [day, time] = new Date().toISOString().slice(0, -1).split('T');
  return `${day} ${time} [${level === 'warn' ? 'warning' : level}] ${text}\n`;
}

const create = async (_name, file) => new Logger(file);

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
