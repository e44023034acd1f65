// slowfs mounts a directory anew with the latencies of a network file system, to measure and test without one.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fuse"
)

func main() {
	if len(os.Args) == 4 && os.Args[1] == guardCommand {
		os.Exit(runGuard(os.Args[2], os.Args[3]))
	}
	s, err := parseSettings(os.Args[1:], os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(0)
	}
	if err == nil {
		err = run(s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "slowfs:", err)
		os.Exit(1)
	}
}

func run(s settings) error {
	prepareToSleep()
	ended := whatEndsUs() // first: a signal while mounting must not leave the mount
	root, err := newRoot(newSystem(s))
	if err != nil {
		return fmt.Errorf("-backing %s cannot be read: %w", s.backing, err)
	}
	listener, err := listenForControl(s.control)
	if err != nil {
		return err
	}
	made, err := makeMountpoint(s.mountpoint)
	if err != nil {
		return fmt.Errorf("could not make -mountpoint %s: %w", s.mountpoint, err)
	}
	if made {
		defer os.Remove(s.mountpoint)
	}
	dismissGuard, err := startGuard(s.mountpoint, made)
	if err != nil {
		return err
	}
	defer dismissGuard()
	server, err := mount(root)
	if err != nil {
		return err
	}
	go http.Serve(listener, controlHandler(root.system, root.EmbeddedInode()))
	announce(s, listener)
	select {
	case <-ended:
		return unmount(s.mountpoint)
	case <-unmountedByOthers(server):
		return nil
	}
}

// announce prints one line of JSON: the mount can be used now.
func announce(s settings, control net.Listener) {
	json.NewEncoder(os.Stdout).Encode(map[string]string{
		"mountpoint": s.mountpoint,
		"backing":    s.backing,
		"control":    "http://" + control.Addr().String(),
	})
}

// whatEndsUs is closed by a signal or, if standard input is a pipe or a socket, by its end: whoever held it is gone.
func whatEndsUs() <-chan struct{} {
	ended := make(chan struct{})
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	if input, err := os.Stdin.Stat(); err == nil && input.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0 {
		go func() {
			io.Copy(io.Discard, os.Stdin)
			signals <- syscall.SIGHUP
		}()
	}
	go func() {
		<-signals
		close(ended)
	}()
	return ended
}

func unmountedByOthers(server *fuse.Server) <-chan struct{} {
	gone := make(chan struct{})
	go func() {
		server.Wait()
		close(gone)
	}()
	return gone
}
