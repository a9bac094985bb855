// Checks what a ledger says with Go's own packages for transparency logs: it shares no line with what made it.
package main

import (
	"bufio"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// One question in a line of JSON.
type question struct {
	Key        string   `json:"key"`
	Checkpoint string   `json:"checkpoint"`
	Leaf       string   `json:"leaf"`
	Index      int64    `json:"index"`
	Proof      []string `json:"proof"`
	Old        string   `json:"old"`
	Witness    string   `json:"witness"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<24)
	for lines.Scan() {
		var asked question
		err := json.Unmarshal(lines.Bytes(), &asked)
		if err == nil {
			err = answer(asked)
		}
		if err != nil {
			fmt.Println("wrong: " + err.Error())
		} else {
			fmt.Println("right")
		}
	}
}

func answer(asked question) error {
	size, root, text, err := open(asked.Checkpoint, asked.Key)
	if err != nil {
		return err
	}
	if asked.Witness != "" {
		return cosigned(asked.Checkpoint, text, asked.Witness)
	}
	hashes := make([]tlog.Hash, len(asked.Proof))
	for at, line := range asked.Proof {
		if hashes[at], err = tlog.ParseHash(line); err != nil {
			return err
		}
	}
	if asked.Old != "" {
		oldSize, oldRoot, _, err := open(asked.Old, asked.Key)
		if err != nil {
			return err
		}
		return tlog.CheckTree(tlog.TreeProof(hashes), size, root, oldSize, oldRoot)
	}
	return tlog.CheckRecord(tlog.RecordProof(hashes), size, root, asked.Index, tlog.RecordHash([]byte(asked.Leaf)))
}

func open(checkpoint, key string) (int64, tlog.Hash, string, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return 0, tlog.Hash{}, "", err
	}
	opened, err := note.Open([]byte(checkpoint), note.VerifierList(verifier))
	if err != nil {
		return 0, tlog.Hash{}, "", err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return 0, tlog.Hash{}, "", fmt.Errorf("not a checkpoint of this log: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, "", err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, opened.Text, err
}

// The package has no cosignatures: the line is taken apart here, by what C2SP says of it.
func cosigned(checkpoint, text, witness string) error {
	name, rest, _ := strings.Cut(witness, "+")
	_, encoded, _ := strings.Cut(rest, "+")
	key, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(key) != 33 || key[0] != 4 {
		return fmt.Errorf("not the key of a witness")
	}
	for _, line := range strings.Split(checkpoint, "\n") {
		encoded, found := strings.CutPrefix(line, "— "+name+" ")
		if !found {
			continue
		}
		signature, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || len(signature) != 4+8+64 {
			return fmt.Errorf("not a cosignature")
		}
		message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature[4:12]), text)
		if ed25519.Verify(key[1:], []byte(message), signature[12:]) {
			return nil
		}
		return fmt.Errorf("the cosignature is wrong")
	}
	return fmt.Errorf("no line of this witness")
}
