package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"

	"github.com/hanwen/go-fuse/v2/fs"
)

// listenForControl opens the control port. Whoever reaches it may make files unreadable, so it is on loopback only.
func listenForControl(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	if !listener.Addr().(*net.TCPAddr).IP.IsLoopback() {
		listener.Close()
		return nil, fmt.Errorf("-control %s can be reached from elsewhere: give a loopback address, as 127.0.0.1:0", address)
	}
	return listener, nil
}

func controlHandler(s *system, root *fs.Inode) http.Handler {
	routes := http.NewServeMux()
	routes.HandleFunc("GET /counters", func(response http.ResponseWriter, _ *http.Request) {
		answer(response, http.StatusOK, s.counters.report())
	})
	routes.HandleFunc("POST /cold", func(response http.ResponseWriter, _ *http.Request) {
		s.cool(root)
		answer(response, http.StatusOK, struct{}{})
	})
	routes.HandleFunc("POST /faults", func(response http.ResponseWriter, request *http.Request) {
		f, err := readFault(request)
		if err != nil {
			answer(response, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		s.faults.add(f)
		answer(response, http.StatusOK, struct{}{})
	})
	routes.HandleFunc("DELETE /faults", func(response http.ResponseWriter, _ *http.Request) {
		s.faults.clear()
		answer(response, http.StatusOK, struct{}{})
	})
	routes.HandleFunc("POST /reset", func(response http.ResponseWriter, _ *http.Request) {
		s.faults.clear()
		s.counters.reset()
		answer(response, http.StatusOK, struct{}{})
	})
	return routes
}

func readFault(request *http.Request) (*fault, error) {
	var asked faultRequest
	decoder := json.NewDecoder(request.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&asked); err != nil {
		return nil, fmt.Errorf("a fault is JSON with operations, error, and maybe path, count, probability and seed: %w", err)
	}
	return newFault(asked)
}

func answer(response http.ResponseWriter, status int, body any) {
	response.Header().Set("Content-Type", "application/json")
	response.WriteHeader(status)
	json.NewEncoder(response).Encode(body) // fails only if the caller is gone
}
